// Cypress runs commands in the page and tasks in Node, so a login is opened in one task and ended in another.
import { Postern } from "postern-client";

const logins = new Map();

export const tasks = {
  async openLogin(identifier) {
    const login = await new Postern().open(identifier);
    logins.set(login.requestId, login);
    return login.requestId;
  },
  code: (id) => logins.get(id).code(),
  async endLogin(id) {
    await logins.get(id).accepted();
    await logins.get(id).close();
    logins.delete(id);
    return null;
  },
};
