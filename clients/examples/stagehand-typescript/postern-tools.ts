// Tools with which an agent that drives Stagehand 4 logs in and is told no code. The agent is the AI SDK's:
//   generateText({ model, tools: posternTools(stagehand), stopWhen: stepCountIs(20), prompt })
import type { Stagehand } from "@browserbasehq/stagehand";
import { tool } from "ai";
import { CodeTimeout, type Login, Postern } from "postern-client";
import { z } from "zod";

const identifier = z.string().describe("the address or number to which the site sends its code");

export function posternTools(stagehand: Stagehand, postern = new Postern()) {
  const logins = new Map<string, Login>();
  return {
    beginLogin: tool({
      description: "Call this before the site is made to send a code.",
      inputSchema: z.object({ identifier }),
      execute: async ({ identifier }) => {
        await logins.get(identifier)?.close(false);
        logins.set(identifier, await postern.open(identifier));
        return "Now make the site send its code.";
      },
    }),
    typeCode: tool({
      description: "Types the code that was sent into its field. You are not told the code.",
      inputSchema: z.object({ identifier, field: z.string().describe("the field, in words") }),
      execute: async ({ identifier, field }) => {
        const login = logins.get(identifier);
        if (!login) return "Call beginLogin first.";
        const page = await stagehand.browser.context.activePage();
        const { data: found } = await stagehand.observe(field);
        if (!page || !found[0]) return "There is no such field on the page.";
        try {
          await page.locator(found[0].selector).fill(await login.code({ timeout: 60 }));
          return "The code was typed.";
        } catch (failure) {
          if (failure instanceof CodeTimeout) return failure.message;
          throw failure;
        }
      },
    }),
    endLogin: tool({
      description: "Call this at the end, with whether the site took the code.",
      inputSchema: z.object({ identifier, taken: z.boolean() }),
      execute: async ({ identifier, taken }) => {
        await logins.get(identifier)?.close(taken);
        logins.delete(identifier);
        return "The login is over.";
      },
    }),
  };
}
