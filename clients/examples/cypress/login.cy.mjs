it("logs in with the code that the site sends", () => {
  cy.visit("/");
  cy.task("openLogin", Cypress.env("identifier")).then((id) => {
    cy.contains("button", "Send me a code").click();
    cy.task("code", id).then((code) => cy.get("input[name=code]").type(String(code), { log: false }));
    cy.contains("button", "Sign in").click();
    cy.contains("h1", "Welcome");
    cy.task("endLogin", id);
  });
});
