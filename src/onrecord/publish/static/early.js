// Runs before the page is drawn, so that what needs scripts takes its room at once and nothing shifts.
document.documentElement.classList.add("js");
