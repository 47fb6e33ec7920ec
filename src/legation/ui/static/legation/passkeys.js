// Passkeys: asks the browser for one when the reader presses the button, and sends what it gave with the form.
const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
const known = (list) => (list ?? []).map((one) => ({ ...one, id: bytes(one.id) }));

async function made(options, alone) {
  const asked = { ...options.publicKey };
  asked.challenge = bytes(asked.challenge);
  asked.user = { ...asked.user, id: bytes(asked.user.id) };
  asked.excludeCredentials = known(asked.excludeCredentials);
  const select = { ...asked.authenticatorSelection };
  select.residentKey = alone ? "required" : "discouraged";
  select.requireResidentKey = alone;
  if (alone) select.userVerification = "required";
  asked.authenticatorSelection = select;
  const got = await navigator.credentials.create({ publicKey: asked });
  return told(got, {
    attestationObject: text(got.response.attestationObject),
    transports: got.response.getTransports?.() ?? [],
  });
}

async function shown(options) {
  const asked = { ...options.publicKey };
  asked.challenge = bytes(asked.challenge);
  asked.allowCredentials = known(asked.allowCredentials);
  const got = await navigator.credentials.get({ publicKey: asked });
  return told(got, {
    authenticatorData: text(got.response.authenticatorData),
    signature: text(got.response.signature),
    userHandle: got.response.userHandle ? text(got.response.userHandle) : null,
  });
}

function told(got, response) {
  return {
    id: got.id,
    rawId: text(got.rawId),
    type: got.type,
    authenticatorAttachment: got.authenticatorAttachment,
    clientExtensionResults: got.getClientExtensionResults(),
    response: { clientDataJSON: text(got.response.clientDataJSON), ...response },
  };
}

async function options(form) {
  if (form.dataset.passkey !== "login") return JSON.parse(document.getElementById(form.dataset.options).textContent);
  const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(answer.status);
  return answer.json();
}

async function ask(form) {
  const failed = document.querySelector("[data-passkey-failed]");
  failed.hidden = true;
  try {
    const asked = await options(form);
    const got =
      form.dataset.passkey === "add"
        ? await made(asked.creation_options, form.elements.passwordless.checked)
        : await shown(asked.request_options);
    form.elements.credential.value = JSON.stringify(got);
    form.submit();
  } catch {
    failed.hidden = false;
  }
}

if (window.PublicKeyCredential) {
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      ask(form);
    });
  }
}
