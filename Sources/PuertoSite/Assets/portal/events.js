// Shows the events of one client; the address keeps which one.

const addClientFilter = () => {
  const field = document.getElementById("of-client");
  if (!field) return;
  const select = field.querySelector("select");
  const days = [...document.querySelectorAll(".day")];
  // The name of a client is a link to its page.
  const isAbout = (item, slug) => Boolean(item.querySelector(`a[href$="clients/${slug}.html"]`));

  const show = () => {
    for (const day of days) {
      const items = [...day.querySelectorAll("li")];
      for (const item of items) {
        item.hidden = select.value !== "" && !isAbout(item, select.value);
      }
      day.hidden = items.every((item) => item.hidden);
    }
  };

  const read = () => {
    const asked = new URLSearchParams(location.search).get("client") ?? "";
    const isKnown = [...select.options].some((option) => option.value === asked);
    select.value = isKnown ? asked : "";
    show();
  };

  select.addEventListener("change", () => {
    const address = new URL(location.href);
    if (select.value) address.searchParams.set("client", select.value);
    else address.searchParams.delete("client");
    history.replaceState(history.state, "", address);
    show();
  });
  field.hidden = false;
  read();
};
