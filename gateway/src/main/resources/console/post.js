// What a script posts for the person who is signed in. Never comes back when the session is over: the page to sign in on is opened.
import { keepDraft } from "./drafts.js";

export async function post(path, csrf, type, body) {
  const response = await fetch(path, {
    method: "POST",
    headers: { "X-CSRF": csrf, "HX-Current-URL": location.href, "Content-Type": type },
    body,
  });
  const signIn = response.headers.get("HX-Redirect");
  if (!signIn) return response;
  keepDraft();
  location.assign(signIn);
  return new Promise(() => {});
}
