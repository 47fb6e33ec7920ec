// Lets this browser show letters: asks for the permission only when the reader presses the button.
const place = document.querySelector("[data-push]");
const key = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));

async function subscribe(button) {
  const form = button.form;
  button.disabled = true;
  try {
    if ((await Notification.requestPermission()) !== "granted") throw new Error("refused");
    await navigator.serviceWorker.register(place.dataset.worker, { scope: "/" });
    const worker = await navigator.serviceWorker.ready;
    const made = await worker.pushManager.subscribe({
      userVisibleOnly: true,
      applicationServerKey: key(place.dataset.key),
    });
    const { endpoint, keys } = made.toJSON();
    form.elements.endpoint.value = endpoint;
    form.elements.p256dh.value = keys.p256dh;
    form.elements.auth.value = keys.auth;
    form.submit();
  } catch {
    button.disabled = false;
    place.querySelector("[data-failed]").hidden = false;
  }
}

if (place && "serviceWorker" in navigator && "PushManager" in window && "Notification" in window) {
  const button = place.querySelector("button[data-subscribe]");
  button.hidden = false;
  place.querySelector("[data-cannot]").hidden = true;
  button.addEventListener("click", (event) => {
    event.preventDefault();
    subscribe(button);
  });
}
