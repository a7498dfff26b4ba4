/* On narrow screens a page's list of questions starts folded, so that the page starts with its first answer. */
"use strict";
if (matchMedia("(max-width: 61.99rem)").matches) document.querySelector(".list details")?.removeAttribute("open");
