// Shows the merged document. The key that is entered stays in this page: nothing is stored, and nobody else is asked to check it.
SwaggerUIBundle({
  url: "/openapi.yaml",
  dom_id: "#api",
  deepLinking: true,
  defaultModelsExpandDepth: -1,
  docExpansion: "list",
  filter: true,
  persistAuthorization: false,
  // Its highlighting has fixed colours, made for a dark ground alone.
  syntaxHighlight: false,
  tryItOutEnabled: true,
  validatorUrl: null,
  // Its list of servers has no name that a screen reader could say.
  onComplete: () => document.getElementById("servers")?.setAttribute("aria-label", "Server"),
});
