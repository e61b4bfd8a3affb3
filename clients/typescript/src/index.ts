/** Codes for automated logins, from a Postern server. */
export { Postern } from "./client.js";
export type { CodesFilter, PosternOptions, PushOptions } from "./client.js";
export { Login } from "./login.js";
export type { LoginOptions, Waiting } from "./login.js";
export { verifyTotpUrlRequest } from "./signature.js";
export type { CallHeaders, TotpUrlRequest, Verification } from "./signature.js";
export * from "./errors.js";
export type * from "./models.js";
