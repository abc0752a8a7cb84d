// Day or night, as the visitor's system has it until they choose; the chat follows. And "Chat öffnen" in the page itself.
const root = document.documentElement;
const system = matchMedia("(prefers-color-scheme: dark)");
const chat = () => document.querySelector("lotse-chat");

function show(theme) {
  root.dataset.theme = theme;
  chat()?.setAttribute("theme", theme);
}

system.addEventListener("change", () => show(system.matches ? "dark" : "light"));
document.querySelector("#theme").addEventListener("click", () => show(root.dataset.theme === "dark" ? "light" : "dark"));
document.querySelector("#ask").addEventListener("click", () => chat()?.open?.());
