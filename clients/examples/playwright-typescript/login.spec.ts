import { expect, test } from "./fixtures.js";

test("logs in with the code that the site sends", async ({ page, postern }) => {
  await page.goto(process.env.SITE!);
  await postern.login(process.env.SITE_USER!, async (login) => {
    await page.getByRole("button", { name: "Send me a code" }).click();
    await page.locator("input[name=code]").fill(await login.code({ timeout: 20 }));
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page.getByRole("heading")).toHaveText("Welcome");
  });
});
