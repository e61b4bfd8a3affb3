import { defineConfig } from "cypress";
import { tasks } from "./tasks.mjs";

export default defineConfig({
  // A task waits for the code.
  taskTimeout: 90_000,
  e2e: { baseUrl: process.env.SITE, supportFile: false, specPattern: "login.cy.mjs", setupNodeEvents: (on) => on("task", tasks) },
  env: { identifier: process.env.SITE_USER },
});
