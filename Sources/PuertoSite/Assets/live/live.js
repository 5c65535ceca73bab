// Pages act where their hook answers; elsewhere they stay what they are without scripts.

const { tenant } = document.querySelector(".actions[data-tenant]")?.dataset ?? {};

// Adds what a page has for a logged-in operator only.
const begin = async () => {
  await refresh();
  noticeUp();
  if (!session) return;
  const isOwner = session.role === "owner";
  for (const group of groups) {
    if (isOwner && "fleet" in group.dataset && !group.querySelector("button")) addBuild(group);
  }
  addFewPasskeys();
  await addVisit();
  if (!tenant) return;
  if (isOwner) addReveals(tenant);
  addLinks(tenant);
  const { job } = await ask("GET", `/tenants/${tenant}`);
  if (job) watch(job);
};

if (location.protocol === "file:") noticeDown();
else {
  begin().catch((error) => {
    noticeIfDown(error);
    if (!(error instanceof HookDown || error instanceof Refused)) console.error(error);
  });
}
