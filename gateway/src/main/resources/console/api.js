// Shows the merged document. The key that is entered stays in this page: nothing is stored, and nobody else is asked to check it.
const METHODS = ["post", "get", "put", "patch", "delete"];
const order = (operation) => METHODS.indexOf(operation.get("method"));
const steps = (operation) => operation.get("path").split("/").length;
const compare = (one, other) => (one < other ? -1 : one > other ? 1 : 0);

SwaggerUIBundle({
  url: "/openapi.yaml",
  dom_id: "#api",
  deepLinking: true,
  defaultModelsExpandDepth: -1,
  docExpansion: "list",
  filter: true,
  // What is asked for first comes first: a short path before a long one, and what makes something before what looks at it.
  operationsSorter: (one, other) => steps(one) - steps(other) || compare(one.get("path"), other.get("path")) || order(one) - order(other),
  persistAuthorization: false,
  // Its highlighting has fixed colours, made for a dark ground alone.
  syntaxHighlight: false,
  tryItOutEnabled: true,
  validatorUrl: null,
  // Its list of servers has no name that a screen reader could say.
  onComplete: () => {
    document.getElementById("servers")?.setAttribute("aria-label", "Server");
    // Its word for a task is "tag".
    document.querySelector("#api .operation-filter-input")?.setAttribute("placeholder", "Filter by task, such as: code");
  },
});
