// The page with credentials: its dialogs, the code with its ring, and QR codes from files, the clipboard and the camera.
import { post } from "./post.js";

function shown() {
  for (const dialog of document.querySelectorAll("dialog[data-shown]:not([open])")) {
    dialog.showModal();
    dialog.querySelector("[aria-invalid=true]")?.focus();
  }
}
shown();
document.addEventListener("htmx:afterSettle", shown);

// A code is shown until it is over, then masked again, with the button that shows the next.
function turnRings() {
  for (const otp of document.querySelectorAll("[data-otp]")) {
    otp.until ??= Date.now() + Number(otp.dataset.otp) * 1000;
    otp.whole ??= Math.max(30, Number(otp.dataset.otp));
    const left = (otp.until - Date.now()) / 1000;
    if (left <= 0) mask(otp);
    else otp.querySelector(".ring-left")?.setAttribute("stroke-dasharray", `${(100 * left) / otp.whole} 100`);
  }
}

function mask(otp) {
  const place = otp.parentElement;
  const hadFocus = otp.contains(document.activeElement);
  place.replaceChildren(otp.querySelector("template").content.cloneNode(true));
  htmx.process(place);
  if (hadFocus) place.querySelector("button").focus();
}
setInterval(turnRings, 250);
document.addEventListener("htmx:afterSwap", turnRings);

// For Email the identifier is the user name, until somebody types another.
let filled = "";
document.addEventListener("input", (event) => {
  const form = event.target.closest("#add form, .edit form");
  const identifier = form?.elements.email_identifier;
  if (!identifier || event.target === identifier) return;
  const isEmail = form.elements.totp_type.value === "email";
  const username = form.elements.username.value;
  if (isEmail && (identifier.value === "" || identifier.value === filled) && username.includes("@")) {
    identifier.value = filled = username;
  }
});

function say(scan, ...parts) {
  scan.querySelector("[data-scan-result]").replaceChildren(...parts);
}

function about(code) {
  const whose = [code.issuer, code.account].filter(Boolean).join(", ") || "an account without a name";
  const form = code.kind === "steam" ? "Steam" : `${code.digits} digits, ${code.period_seconds ? code.period_seconds + " s" : "by a counter"}, ${code.algorithm}`;
  return `${whose} (${form})`;
}

function take(scan, code) {
  const { authenticator_key: key, name, username } = scan.closest("form").elements;
  key.value = code.key;
  // The picture names the site and the account: nobody has to type them.
  if (name.value === "") name.value = code.issuer || code.account || "";
  if (username.value === "") username.value = code.account || "";
  for (const field of [key, name, username]) field.dispatchEvent(new Event("input", { bubbles: true }));
  say(scan, `Read: ${about(code)}`);
}

function choose(scan, codes) {
  const list = document.createElement("ul");
  list.className = "found";
  for (const code of codes) {
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: about(code) });
    button.addEventListener("click", () => take(scan, code));
    const item = document.createElement("li");
    item.append(button);
    list.append(item);
  }
  say(scan, "The picture has several keys. Which one?", list);
}

async function read(scan, picture) {
  const csrf = scan.closest("form").elements.csrf.value;
  const response = await post("/console/credentials/qr-codes", csrf, picture.type || "application/octet-stream", picture);
  return response.ok ? response.json() : { codes: [], trouble: "The picture could not be sent. Try again." };
}

async function scanPicture(scan, picture) {
  say(scan, "Reading the picture …");
  let answer;
  try {
    answer = await read(scan, picture);
  } catch {
    return say(scan, "Postern does not answer. Try again in a moment.");
  }
  if (!found(scan, answer)) {
    say(scan, answer.trouble ?? answer.codes[0]?.message ?? "No QR code was found. Try a sharper picture, or one with less around the code.", ...further(answer.codes));
  }
}

// Several accounts become several credentials, which is what the page with imports is for.
function further(codes) {
  if (!codes.some((code) => code.kind === "export")) return [];
  return [" ", Object.assign(document.createElement("a"), { href: "/console/import", textContent: "Import all of its accounts" })];
}

// Whether there was a key. Of several the person chooses.
function found(scan, answer) {
  const keys = answer.codes.filter((code) => code.key);
  if (keys.length === 1) take(scan, keys[0]);
  if (keys.length > 1) choose(scan, keys);
  return keys.length > 0;
}

function pictureIn(transfer) {
  return [...(transfer?.files ?? [])].find((file) => file.type.startsWith("image/"));
}

const visibleScan = (event) => event.target.closest?.("dialog, .edit")?.querySelector("[data-scan]");

document.addEventListener("change", (event) => {
  if (!event.target.matches("[data-scan-file]")) return;
  const picture = event.target.files[0];
  if (picture) scanPicture(event.target.closest("[data-scan]"), picture);
  event.target.value = "";
});
document.addEventListener("paste", (event) => {
  const scan = visibleScan(event) ?? document.querySelector("dialog[open] [data-scan], .edit [data-scan]");
  const picture = pictureIn(event.clipboardData);
  if (scan && picture) {
    event.preventDefault();
    pick(scan);
    scanPicture(scan, picture);
  }
});
document.addEventListener("dragover", (event) => visibleScan(event) && event.preventDefault());
document.addEventListener("drop", (event) => {
  const scan = visibleScan(event);
  const picture = pictureIn(event.dataTransfer);
  if (!scan) return;
  event.preventDefault();
  if (picture) {
    pick(scan);
    scanPicture(scan, picture);
  }
});

// A picture says that the second factor is an authenticator.
function pick(scan) {
  scan.closest("details").open = true;
  scan.closest("form").elements.totp_type.value = "authenticator";
}

// The camera, where the browser has one: a picture a second, until a key is seen or the dialog closes.
const camera = () => navigator.mediaDevices?.getUserMedia;
const offerCamera = () => camera() && document.querySelectorAll("[data-scan-camera]").forEach((button) => (button.hidden = false));
offerCamera();
document.addEventListener("htmx:afterSettle", offerCamera);

async function watch(scan, button) {
  const video = scan.querySelector("[data-scan-video]");
  if (!video.hidden) {
    video.hidden = true;
    return;
  }
  let stream;
  try {
    stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
  } catch {
    return say(scan, "The browser gives no camera. Upload a picture instead.");
  }
  video.srcObject = stream;
  video.hidden = false;
  button.textContent = "Stop the camera";
  await video.play();
  const canvas = document.createElement("canvas");
  say(scan, "Hold the code in front of the camera.");
  while (!video.hidden && video.isConnected && scan.closest("dialog")?.open !== false) {
    canvas.width = video.videoWidth;
    canvas.height = video.videoHeight;
    canvas.getContext("2d").drawImage(video, 0, 0);
    const frame = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.85));
    const answer = await read(scan, frame).catch(() => ({ codes: [] }));
    if (found(scan, answer)) break;
    const other = answer.codes.find((code) => code.message);
    if (other) say(scan, other.message, ...further(answer.codes));
    await new Promise((resolve) => setTimeout(resolve, 700));
  }
  stream.getTracks().forEach((track) => track.stop());
  button.textContent = "Use the camera";
  video.hidden = true;
}
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-scan-camera]");
  if (button) watch(button.closest("[data-scan]"), button);
});
