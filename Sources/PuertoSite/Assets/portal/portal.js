// The portal is whole without scripts; these add search, filters, sorting and copying.

addCopyButtons(document);
showCommandButtons();
addAges();
nameRecentDays();

// Onboarding pages have neither search nor list.
if (up !== undefined) {
  const searchInput = addSearchBox();
  addListControls();
  addKeys(searchInput);
  followRounds();
  addClientFilter();
  followFolds();
}
