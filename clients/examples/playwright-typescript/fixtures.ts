import { test as base } from "@playwright/test";
import { Postern } from "postern-client";

/** Tests with a client of Postern: POSTERN_URL and POSTERN_API_KEY say where it is. */
export const test = base.extend<{ postern: Postern }>({
  postern: async ({}, use) => {
    await use(new Postern());
  },
});

export { expect } from "@playwright/test";
