/* Words for the search: how a text is taken apart, which spellings and endings are the same, and
   which words are one slip apart. No regular expression here looks back: older phones cannot. */
"use strict"

/* Words that say nothing about what is asked. They still help to tell one question from another. */
const STOP = new Set(
  `a about after all also am an and any are aint around as at be because been before being between
  but by can cant cannot could couldnt did didnt do does doesnt doing dont during for from get
  gets getting give go goes going gonna got had has have having he her here him his how i if im in
  into is isnt it its ive just know like long make me mean means mine more most much must my need
  no not now of off often on one only or other our out over really say says shall she should
  shouldnt so some someone something such take tell than that thats the their them then there
  these they thing things this those to too up us use very want was wasnt we well were what whats
  when where which while who why will with without wont would you your yours`.split(/\s+/),
)
const LONG_STOP = [...STOP].filter((word) => word.length > 3)

/* Keep what a function returned for a word: most words come many times. */
function remember(work) {
  const known = new Map()
  return (word) => {
    if (!known.has(word)) known.set(word, work(word))
    return known.get(word)
  }
}

/* Return a word in American spelling. */
const american = remember((word) => {
  let text = word
    .replace(/^oe(?=[ds])/, "e")
    .replace(/ae/g, "e")
    .replace(/(rrh|f)oe/g, "$1e")
  if (text.length > 5) {
    text = text.replace(/our(?=s?$|ed|ing|al|ful|ite|hood)/, "or").replace(/yse/, "yze")
    text = text.replace(/is(?=e[sdr]?s?$|ing$|ations?$)/, "iz").replace(/tre(?=s?$)/, "ter")
    text = text.replace(/gramme(?=s?$)/, "gram").replace(/ll(?=ing|ed|or)/, "l")
  }
  return text.replace(/^disk/, "disc").replace(/^grey/, "gray")
})

/* Return what words with different endings have in common: burn, burns, burned, burning. */
const stem = remember((word) => {
  if (word.length < 4 || /\d/.test(word)) return word
  let text = word
  if (/ies$/.test(text)) text = text.slice(0, -3) + "y"
  else if (/(s|x|z|ch|sh)es$/.test(text)) text = text.slice(0, -2)
  else if (/[^siu]s$/.test(text)) text = text.slice(0, -1)
  const whole = text
  text = text
    .replace(/([aeiouy].*)(?:ings?|edly|ed|ly)$/, "$1")
    .replace(/([st])(?:ion|ive|or)$/, "$1")
  text = text.replace(/(...)(?:ness|ment|ful)$/, "$1")
  if (text.length < 3) text = whole
  text = text.replace(/([bdgklmnprt])\1$/, "$1").replace(/(...)e$/, "$1")
  return text.replace(/(..)i$/, "$1y")
})

/* Return the words of a text as they are compared, before their endings are taken off. */
function words(text) {
  const plain = text
    .toLowerCase()
    .normalize("NFKD")
    .replace(/[\u0300-\u036f'’]/g, "")
  const whole = plain.replace(/\b([a-z])\.(?=[a-z]\b)/g, "$1") // "r.f.a." is one word
  return (whole.match(/[a-z]+|\d+(?:\.\d+)?/g) || []).map(american)
}

/* Return the stems of a text's words that say something. */
function keys(text) {
  return words(text)
    .filter((word) => !STOP.has(word))
    .map(stem)
}

/* Return how a word sounds, roughly, for those who spell by ear: "morfine", "injecshuns". */
function sound(word) {
  const plain = word
    .replace(/ph/g, "f")
    .replace(/[ts]ion/g, "shn")
    .replace(/sc(?=[eiy])/g, "s")
  const said = plain
    .replace(/c(?=[eiy])/g, "s")
    .replace(/ck|[cq]/g, "k")
    .replace(/z/g, "s")
  return (
    said[0] +
    said
      .slice(1)
      .replace(/[aeiouyhw]/g, "")
      .replace(/(.)\1+/g, "$1")
  )
}

/* Tell whether one letter wrong, missing, added or swapped turns one word into the other. */
function near(a, b) {
  if (a === b) return true
  if (Math.abs(a.length - b.length) > 1) return false
  let i = 0
  while (i < a.length && a[i] === b[i]) i++
  const rest = (x, y) => a.slice(i + x) === b.slice(i + y)
  const swapped = a[i] === b[i + 1] && a[i + 1] === b[i]
  return rest(1, 1) || rest(0, 1) || rest(1, 0) || (swapped && rest(2, 2))
}
