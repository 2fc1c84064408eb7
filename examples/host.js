// What a host may do: hear what the picker tells, change its looks, take it
// out and put it back.
for (const type of ["ready", "resize", "step", "results", "select", "error"]) {
  document.addEventListener(`spread-picker:${type}`, (event) => console.log(event.type, event.detail, event.target));
}
const picker = document.querySelector("spread-picker");
const place = picker.parentNode;
document.querySelector("#remove").addEventListener("click", (event) => {
  const there = picker.isConnected;
  if (there) picker.remove();
  else place.append(picker);
  event.target.textContent = there ? "Put it back" : "Take it out";
});
document.querySelector("#dark").addEventListener("click", () => {
  if (picker.dataset.theme === "dark") delete picker.dataset.theme;
  else picker.dataset.theme = "dark";
});
