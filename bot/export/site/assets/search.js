/* Finds questions by their words, without a network: the index is loaded when somebody turns to the search field.
   Without JavaScript the field isn't shown, and the list of all questions serves. */
"use strict";
(() => {
  const MOST_SHOWN = 8;
  const CLOSE_ENOUGH = 0.3; // of the best one's score
  const BEGINNING = 0.6, OTHER_FORM = 0.8, MISSPELT = 0.8; // what a word that isn't quite the same counts
  const RARE = 1.3; // the power to which rare words tell more than common ones
  const form = document.getElementById("search");
  const query = document.getElementById("query");
  const found = document.getElementById("found");
  const results = document.getElementById("results");
  let index = null;

  const wordsOf = (text) =>
    text.replace(/['’]/g, "").normalize("NFKD").toLowerCase().replace(/\p{M}/gu, "").match(/[a-z0-9]+/g) || [];

  function load() {
    if (index !== null) return;
    index = undefined;
    const script = document.createElement("script");
    script.src = "search-index.js";
    script.onload = () => {
      index = read(window.faqIndex);
      show();
    };
    script.onerror = () => {
      index = null;
      found.textContent = "The search can't be loaded; the list of all questions is on the home page.";
    };
    document.head.append(script);
  }

  function read({ pages, things, words }) {
    const byWord = new Map();
    for (const [word, steps] of Object.entries(words)) {
      let thing = 0;
      byWord.set(word, steps.map((step) => {
        thing += Math.floor(step / 10);
        return [thing, step % 10];
      }));
    }
    const readable = things.map(([page, anchor, title, isGap]) => ({ link: `${pages[page]}#${anchor}`, title, isGap }));
    return { things: readable, byWord };
  }

  /* How many letters have to be changed, left out, put in or swapped; more than `most` isn't counted out. */
  function distance(one, other, most) {
    if (Math.abs(one.length - other.length) > most) return most + 1;
    let older = [], old = Array.from({ length: other.length + 1 }, (_, i) => i);
    for (let i = 1; i <= one.length; i += 1) {
      const row = [i];
      for (let j = 1; j <= other.length; j += 1) {
        const change = one[i - 1] === other[j - 1] ? 0 : 1;
        row[j] = Math.min(old[j] + 1, row[j - 1] + 1, old[j - 1] + change);
        if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) {
          row[j] = Math.min(row[j], older[j - 2] + 1);
        }
      }
      if (Math.min(...row) > most) return most + 1;
      [older, old] = [old, row];
    }
    return old[other.length];
  }

  function areFormsOfOneWord(one, other) {
    let same = 0;
    while (same < one.length && one[same] === other[same]) same += 1;
    const ends = [one.slice(same), other.slice(same)];
    return same >= 3 && ends.every((end) => /^(|e|s|es|ed|d|er|ers|ing|ings|y|ies|ly|ation|ations)$/.test(end));
  }

  /* The known words that a word of the query may mean, with what each counts. */
  function meant(word, isLast) {
    const known = [];
    if (index.byWord.has(word)) known.push([word, 1]);
    for (const other of index.byWord.keys()) {
      if (other === word) continue;
      if (areFormsOfOneWord(word, other)) known.push([other, OTHER_FORM]);
      else if (isLast && word.length > 1 && other.startsWith(word)) known.push([other, BEGINNING]);
    }
    if (known.length === 0 && word.length > 3) {
      const most = word.length > 7 ? 2 : 1;
      for (const other of index.byWord.keys()) {
        if (distance(word, other, most) <= most) known.push([other, MISSPELT]);
      }
    }
    return known;
  }

  function search(text) {
    const words = [...new Set(wordsOf(text))];
    const scores = new Map();
    const typing = !/\s$/.test(text);
    words.forEach((word, place) => {
      const best = new Map();
      for (const [other, counts] of meant(word, typing && place === words.length - 1)) {
        for (const [thing, weight] of index.byWord.get(other)) {
          best.set(thing, Math.max(best.get(thing) || 0, counts * Math.sqrt(weight)));
        }
      }
      const rarity = Math.log(1 + index.things.length / best.size) ** RARE;
      for (const [thing, score] of best) scores.set(thing, (scores.get(thing) || 0) + score * rarity);
    });
    const ordered = [...scores].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
    const least = ordered.length ? ordered[0][1] * CLOSE_ENOUGH : 0;
    return ordered.filter(([, score]) => score >= least).slice(0, MOST_SHOWN).map(([thing]) => index.things[thing]);
  }

  function item({ link, title, isGap }) {
    const element = document.createElement("li");
    const anchor = document.createElement("a");
    anchor.href = link;
    anchor.textContent = title;
    if (isGap) {
      const remark = document.createElement("span");
      remark.textContent = " the guides don't say";
      anchor.append(remark);
    }
    element.append(anchor);
    return element;
  }

  function show() {
    const text = query.value;
    if (!text.trim()) {
      results.replaceChildren();
      found.textContent = "";
      return;
    }
    if (!index) return load();
    const things = search(text);
    results.replaceChildren(...things.map(item));
    found.textContent = things.length === 0 ? "Nothing found. Try other words."
      : things.length === 1 ? "1 question" : `${things.length} questions, best first`;
  }

  function move(event) {
    const links = [...results.querySelectorAll("a")];
    const place = links.indexOf(document.activeElement);
    if (event.key === "Escape" && (place >= 0 || document.activeElement === query)) {
      query.value = "";
      show();
      query.focus();
    } else if (event.key === "ArrowDown" && place + 1 < links.length) {
      links[place + 1].focus();
      event.preventDefault();
    } else if (event.key === "ArrowUp" && place >= 0) {
      (place === 0 ? query : links[place - 1]).focus();
      event.preventDefault();
    }
  }

  form.hidden = false;
  query.addEventListener("focus", load);
  query.addEventListener("input", show);
  results.addEventListener("click", (event) => {
    if (event.target.closest("a")) { query.value = ""; show(); }
  });
  form.addEventListener("keydown", move);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    results.querySelector("a")?.click();
  });
  const asked = new URLSearchParams(location.search).get("q");
  if (asked) {
    query.value = asked;
    show();
  }
  window.faqSearch = search;
})();
