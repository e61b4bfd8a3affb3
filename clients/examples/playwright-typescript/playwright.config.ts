import { defineConfig } from "@playwright/test";

export default defineConfig({
  workers: 1,
  reporter: "line",
  use: {
    // The browser of the machine. As root, as in containers, Chromium has no sandbox: it sees the test's own site only.
    launchOptions: { executablePath: process.env.CHROMIUM, chromiumSandbox: process.getuid?.() !== 0 },
  },
});
