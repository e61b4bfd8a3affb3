// Tools with which an agent of Stagehand logs in and is told no code:
//   stagehand.agent({ tools: posternTools(stagehand) })
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
      description: "Types the code that was sent into the field. You are not told the code.",
      inputSchema: z.object({ identifier, field: z.string().describe("a CSS selector of the field") }),
      execute: async ({ identifier, field }) => {
        const login = logins.get(identifier);
        if (!login) return "Call beginLogin first.";
        try {
          const code = await login.code({ timeout: 60 });
          await stagehand.context.pages()[0]!.locator(field).fill(code);
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
