/* The site's search. siteSearch(index) returns a function from a query to results in the form that
   the theme draws: a list of pages, each a list of the page and its parts, best first.

   The index holds the text itself (scripts/sitekit/search.py); its words are counted here, with
   the first search. A page scores for words in its title, its other names, its headings and its
   text, in this order, and once more for a title, name or heading that says the same as the
   query. All words are preferred, any word is accepted. The numbers were set on the queries in
   tests/fixtures/ that are marked "tune", and small changes of them change little. */
"use strict"

const WEIGHT = { title: 9, name: 5, heading: 3, body: 0.5 } // of a word, by its place
const SATURATION = 1.6 // how fast the same word again stops to count
const SUBJECT = 4 // of a word that the page is about: in its title or names
const BEST_PART = 0.5 // of the page's best part in its score
const LIKENESS = { page: 2, part: 1 } // of a title, name or heading that says the same as the query
const COVER = 0.6 // what is left of the score where none of the words' weight is found
const TITLED = 0.5 // within a page: of a word that is in its title or names, so true of each part
const STOP_WORTH = 0.12 // of a stop word, when a query is compared with a title or heading
const GUESS = 0.9 // of a word found by mending a slip
const START = 0.6 // of a word of which only the start was typed
const SYNONYM = 0.35 // of another name for what was typed, from the glossary
const SAME = 0.55 // of another everyday word for what was typed
const ASIDE = 0.5 // of a condition, where a treatment is named as well: it is what is asked for
// of a page that only names what others tell
const OVERVIEW = { home: 0.75, about: 0.75, section: 0.85, reference: 0.85 }
const FEW = { pages: 12, parts: 4 } // of what is shown
const URGENT = "urgent-help"
// Words that may stand inside a phrase that names an emergency.
const FILLERS = new Set(
  `the my a an i im to of is it this that your his her he she in am are was were with be
  been`.split(/\s+/),
)

const sum = (list) => list.reduce((total, n) => total + n, 0)
const raise = (map, key, value) => map.set(key, Math.max(map.get(key) || 0, value))
const add = (map, key, value) => map.set(key, (map.get(key) || 0) + value)

/* Return text as HTML. The theme puts titles and texts into the page as HTML. */
function escapeHtml(text) {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)
}

/* Return the anchor that a heading gets. */
function slug(title) {
  const plain = title.toLowerCase().replace(/[^\w\s-]/g, "")
  return plain.trim().replace(/[-\s]+/g, "-")
}

/* Fill in what the index leaves out: the number of each text, anchors, and the names of terms at
   their page or, where they have none, at their entry in the glossary. */
function unpack(index) {
  const texts = []
  const named = new Map() // page, or term without one -> its names
  for (const { names, slips = [], page } of index.terms) {
    const place = page || `glossary#${slug(names[0])}`
    named.set(place, [...(named.get(place) || []), ...names, ...slips])
  }
  const unpackPart = (id) => (part, position) => {
    const { title, anchor = position ? slug(title) : "" } = part
    const numbers = part.texts.map((text) => (text.length ? texts.push(text) - 1 : text))
    return { title, anchor, texts: numbers, names: named.get(`${id}#${anchor}`) || [] }
  }
  const pages = index.pages.map((page) => ({
    ...page,
    names: [...new Set([...page.names, ...(named.get(page.id) || [])])],
    parts: page.parts.map(unpackPart(page.id)),
  }))
  return { ...index, pages, texts, synonyms: index.terms.map(({ names }) => names) }
}

/* Count the words of the whole site. */
function read(index) {
  const vocabulary = new Map() // word as written -> how often it stands where readers see it
  const spread = new Map() // stem -> number of parts that have it
  const topics = new Map() // stem -> number of pages that are about it
  const shared = new Map() // a text that stands on several pages counts less on each
  for (const { parts } of index.pages)
    for (const id of new Set(parts.flatMap(({ texts }) => texts))) add(shared, id, 1)

  /* Add the words of a text to a bag, and return how many there were. */
  function count(bag, text, value, seen = 1) {
    const list = words(text)
    for (const word of list) {
      add(vocabulary, word, seen)
      add(bag, stem(word), value)
    }
    return list.length * value
  }

  function readPart(part) {
    const head = new Map()
    const body = new Map()
    if (part.anchor) count(head, part.title, 1)
    for (const name of part.names) count(head, name, 1, 0)
    const length = sum(part.texts.map((id) => count(body, index.texts[id], 1 / shared.get(id))))
    for (const key of new Set([...head.keys(), ...body.keys()])) add(spread, key, 1)
    return { ...part, head, body, length }
  }

  function readPage(page) {
    const title = new Map()
    const names = new Map() // stem -> how much of a name it is
    count(title, page.title, 1)
    for (const name of page.names) {
      count(new Map(), name, 1, 0)
      const parts = keys(name)
      const share = parts.length < 3 ? 1 / Math.sqrt(parts.length) : 1 / parts.length
      for (const key of parts) raise(names, key, share)
    }
    const parts = page.parts.map(readPart)
    const total = new Map()
    for (const { head, body } of parts) {
      for (const [key, n] of head) add(total, key, n * WEIGHT.heading)
      for (const [key, n] of body) add(total, key, n)
    }
    for (const key of new Set([...title.keys(), ...names.keys()])) {
      add(topics, key, 1)
      if (!spread.has(key)) spread.set(key, 1)
    }
    return {
      ...page,
      words: title,
      aliases: names,
      parts,
      total,
      length: sum(parts.map((p) => p.length)),
    }
  }

  const pages = index.pages.map(readPage)
  return { pages, vocabulary, spread, topics }
}

/* Return the other names for each name: stem of its first word -> [the name, the others' stems]. */
function readSynonyms(index, { vocabulary, spread }) {
  const found = new Map()
  function join(group, value) {
    const spelled = group.map(keys).filter((name) => name.length)
    for (const word of words(group.join(" "))) add(vocabulary, word, 0)
    for (const name of spelled) {
      for (const key of name) if (!spread.has(key)) spread.set(key, 0)
      const others = spelled.map((other) => other.filter((key) => !name.includes(key)))
      const single = new Set(others.filter((other) => other.length === 1).flat())
      if (!found.has(name[0])) found.set(name[0], [])
      found.get(name[0]).push({ name, others: single, value })
    }
  }
  for (const group of index.synonyms) join(group, SYNONYM)
  for (const group of index.same) join(group, SAME)
  return found
}

/* Return a function that finds the emergency sign which the words of a query name. */
function readSigns(index, vocabulary, known) {
  const phrase = (text) =>
    words(text)
      .filter((word) => !FILLERS.has(word))
      .map((word) => ({ word, key: stem(word), exact: text[0] === "=" }))
  const signs = index.signs.map((sign) => ({
    ...sign,
    lines: sign.words.map((line) => line.map(phrase)),
  }))

  const isSlip = ({ odd, word, key }, wanted) =>
    odd &&
    word.length > 2 &&
    wanted.word.length > 3 &&
    (near(word, wanted.word) || near(key, wanted.key))
  const same = (said, wanted) =>
    said.word === wanted.word || (!wanted.exact && said.key === wanted.key) || isSlip(said, wanted)

  return (list) => {
    const said = list
      .filter((word) => !FILLERS.has(word))
      .map((word) => ({
        word,
        key: stem(word),
        odd:
          !STOP.has(word) &&
          !vocabulary.has(word) &&
          !(known(word) && stem(word).length > 3 && word.length - stem(word).length < 4),
      }))
    const stands = (wanted, at) =>
      wanted.length && wanted.every((word, n) => said[at + n] && same(said[at + n], word))
    const named = ([line, ...rest], taken) =>
      !line ||
      said.some(
        (_, at) =>
          !taken.includes(at) &&
          line.some((wanted) => stands(wanted, at)) &&
          named(rest, [...taken, at]),
      )
    return signs.find(({ lines }) => named(lines, []))
  }
}

function siteSearch(packed) {
  const index = unpack(packed)
  const site = read(index)
  const { pages, vocabulary, spread, topics } = site
  const synonyms = readSynonyms(index, site)
  const known = (word) => spread.has(stem(word))
  const findSign = readSigns(index, vocabulary, known)
  const allParts = pages.flatMap(({ parts }) => parts)
  const mean = {
    page: sum(pages.map((p) => p.length)) / pages.length,
    part: sum(allParts.map((p) => p.length)) / allParts.length,
  }
  const byLength = []
  const bySound = new Map()
  for (const word of vocabulary.keys()) {
    ;(byLength[word.length] ||= []).push(word)
    bySound.set(sound(word), [...(bySound.get(sound(word)) || []), word])
  }

  const rarity = (key) => Math.log(1 + allParts.length / ((spread.get(key) || 0) + 0.5))
  const worth = (word) => (STOP.has(word) ? STOP_WORTH : rarity(stem(word)))
  const topical = (key) => Math.log(1 + pages.length / (topics.get(key) || 1))

  const subjects = (kinds) =>
    new Set(
      pages
        .filter(({ kind }) => kinds.test(kind))
        .flatMap((page) => [...page.words.keys(), ...page.aliases.keys()]),
    )
  const conditions = subjects(/condition/)
  const treatments = new Set(
    [...subjects(/procedure|surgery|care/)].filter((key) => !conditions.has(key)),
  )

  /* Return titles, names and headings as bags of weighted words. */
  function sayings(texts) {
    return texts.map((text) => {
      const bag = new Map(words(text).map((word) => [stem(word), worth(word)]))
      return { bag, size: sum([...bag.values()]) }
    })
  }
  for (const page of pages) {
    page.sayings = sayings([page.title, ...page.names])
    for (const part of page.parts)
      part.sayings = sayings([...(part.anchor ? [part.title] : []), ...part.names])
  }

  /* Return the stems that a word may stand for, each with what it is worth. */
  function meanings(word, last) {
    // A word that readers never see may be a slip that the glossary knows: it is mended as well.
    const hidden = vocabulary.get(word) === 0
    if (known(word) && !hidden) return [[stem(word), 1]]
    const isSlipOfStop = (stop) => stop[0] === word[0] && near(word, stop)
    if (!hidden && LONG_STOP.some(isSlipOfStop)) return []
    const found = new Map(hidden ? [[stem(word), 1]] : [])
    const offer = (other, value) => known(other) && raise(found, stem(other), value)
    if (word.length > 4 || (last && word.length > 2))
      for (const other of vocabulary.keys()) if (other.startsWith(word)) offer(other, START)
    if (word.length > 3)
      for (const other of [-1, 0, 1].flatMap((more) => byLength[word.length + more] || []))
        if (!STOP.has(other) && (word.length > 5 || other[0] === word[0]) && near(word, other))
          offer(other, GUESS)
    if (!found.size && word.length > 4)
      for (const other of bySound.get(sound(word)) || []) offer(other, GUESS)
    for (let cut = 3; !found.size && cut <= word.length - 3; cut++) {
      const halves = [word.slice(0, cut), word.slice(cut)] // "nerveblock"
      if (halves.every((half) => vocabulary.has(half))) halves.forEach((half) => offer(half, GUESS))
    }
    return [...found]
  }

  /* Return the words of a query, two that the site writes as one joined: "radio frequency". */
  function split(text) {
    const list = words(text)
    for (let i = 0; i + 1 < list.length; i++) {
      const both = list[i] + list[i + 1]
      if (vocabulary.has(both) && !(known(list[i]) && known(list[i + 1]))) list.splice(i, 2, both)
    }
    return list
  }

  /* Return what a query asks for: wishes, each met by any of some stems, and the query as a bag. */
  function understand(text) {
    const list = split(text)
    const onlyStops = list.every((word) => STOP.has(word))
    const wishes = []
    const bag = new Map()
    list.forEach((word, i) => {
      const stop = STOP.has(word)
      const options = stop
        ? [[stem(word), 1]]
        : meanings(word, i === list.length - 1 && !/\s$/.test(text))
      if (!options.length) return
      for (const [key, value] of options) raise(bag, key, value)
      if (!stop || onlyStops)
        wishes.push({
          options,
          worth: Math.max(...options.map(([key]) => rarity(key))),
          apart: list[i - 1] === "without",
        })
    })
    widen(wishes, bag)
    const size = sum(list.map((word) => (STOP.has(word) || known(word) ? worth(word) : 3)))
    const meant = ({ options }) => (options.find(([key]) => spread.get(key)) || options[0])[0]
    const treatment = wishes.some((wish) => !wish.apart && treatments.has(meant(wish)))
    return { list, wishes, bag, size, treatment }
  }

  /* Let a wish, or the last of several that make one name, be met by the other names as well. */
  function widen(wishes, bag) {
    const typed = wishes.map(({ options }) => options[0][0])
    typed.forEach((first, i) => {
      for (const { name, others, value } of synonyms.get(first) || [])
        if (name.every((key, n) => typed[i + n] === key))
          for (const key of others)
            if (spread.has(key) && !typed.includes(key)) {
              wishes[i + name.length - 1].options.push([key, value])
              raise(bag, key, value)
            }
    })
  }

  /* Return how well a wish is met, given a function from a stem to its weighted count. */
  function met({ options }, counted) {
    return options.reduce((best, [key, value]) => {
      const n = counted(key)
      return n
        ? Math.max(best, (value * rarity(key) * n * (SATURATION + 1)) / (n + SATURATION))
        : best
    }, 0)
  }

  const inLength = (n, length, usual) => n / (0.4 + (0.6 * length) / usual)

  /* Return how much the likest of some titles, names or headings says the same as the query. */
  function likest(list, { bag: asked, size: askedSize }) {
    return list.reduce((best, { bag, size }) => {
      let common = 0
      for (const [key, value] of bag) common += value * (asked.get(key) || 0)
      const alike =
        common / (common + 0.8 * (size - common) + 0.25 * Math.max(0, askedSize - common))
      return common ? Math.max(best, common * alike ** 1.5) : best
    }, 0)
  }

  function scorePart(part, page, query) {
    const counted = (key) =>
      (part.head.get(key) || 0) * WEIGHT.heading +
      inLength(part.body.get(key) || 0, part.length + 30, mean.part)
    const scores = query.wishes.map((wish) => {
      const titled = wish.options.some(([key]) => page.words.has(key) || page.aliases.has(key))
      return met(wish, counted) * (titled ? TITLED : 1)
    })
    return sum(scores) + LIKENESS.part * likest(part.sayings, query)
  }

  function scorePage(page, query) {
    const about = (key) => (page.words.has(key) ? 1 : (page.aliases.get(key) || 0) * 0.9)
    const counted = (key) =>
      (page.words.get(key) || 0) * WEIGHT.title +
      (page.aliases.get(key) || 0) * WEIGHT.name +
      inLength(page.total.get(key) || 0, page.length, mean.page) * WEIGHT.body
    const scores = query.wishes.map((wish) => met(wish, counted))
    for (const part of page.parts) part.score = scorePart(part, page, query)
    if (!scores.some(Boolean)) return 0
    const subject = sum(
      query.wishes
        .filter(({ apart }) => !apart)
        .map(({ options }) =>
          Math.max(...options.map(([key, value]) => value * about(key) * topical(key))),
        ),
    )
    const aside = page.kind === "condition" && query.treatment ? ASIDE : 1
    const cover =
      sum(query.wishes.map((wish, i) => (scores[i] ? wish.worth : 0))) /
      (sum(query.wishes.map((wish) => wish.worth)) || 1)
    const best = Math.max(...page.parts.map((part) => part.score))
    const score =
      sum(scores) +
      SUBJECT * aside * subject +
      BEST_PART * best +
      LIKENESS.page * likest(page.sayings, query)
    return score * (COVER + (1 - COVER) * cover ** 2) * (OVERVIEW[page.kind] || 1)
  }

  const wanted = (query) =>
    new Set(query.wishes.flatMap(({ options }) => options.map(([key]) => key)))

  function mark(text, asked) {
    return escapeHtml(text).replace(/&#\d+;|[\p{L}’']+/gu, (word) =>
      word[0] !== "&" && keys(word).some((key) => asked.has(key))
        ? `<mark data-md-highlight>${word}</mark>`
        : word,
    )
  }

  /* Return the sentences of a part that say most about the query, with its words marked. */
  function excerpt(part, query) {
    const asked = wanted(query)
    const sentences = part.texts.flatMap(
      (id) => index.texts[id].match(/.+?(?:[.?!](?=\s)\s*|$)/g) || [],
    )
    const values = sentences.map((sentence) =>
      sum([...new Set(keys(sentence))].filter((key) => asked.has(key)).map(rarity)),
    )
    let text = ""
    for (
      let i = values.indexOf(Math.max(...values));
      i < sentences.length && text.length < 140;
      i++
    )
      text += `${sentences[i].trim()} `
    const short = text.length > 280 ? text.slice(0, 270).replace(/\s\S*$/, " …") : text.trim()
    return mark(short, asked)
  }

  const item = (page, part, score, query) => ({
    location: page.url + (part.anchor ? `#${part.anchor}` : ""),
    title: escapeHtml(part.anchor ? part.title : page.title),
    text: part.texts.length ? excerpt(part, query) : "",
    score,
    terms: {},
  })

  /* Return a page as the theme draws it: its best part first, or the page itself. */
  function group(page, score, query, first) {
    const [intro, ...rest] = page.parts
    const ranked = rest
      .filter((part) => part.score > 0 && part !== first)
      .sort((a, b) => b.score - a.score)
    const top =
      first || (ranked.length && ranked[0].score > 1.15 * intro.score ? ranked.shift() : undefined)
    const others = ranked
      .slice(0, FEW.parts - 1)
      .map((part) => item(page, part, Math.min(score * 0.98, part.score), query))
    if (!top) return [item(page, intro, score, query), ...others]
    return [item(page, top, score, query), item(page, intro, score * 0.99, query), ...others]
  }

  /* Return the word that the reader seems to be typing, for the theme's suggestion. */
  function suggest(list) {
    const start = list[list.length - 1]
    let best
    for (const [word, seen] of vocabulary)
      if (seen && word.length > 3 && word.startsWith(start) && !(seen <= vocabulary.get(best)))
        best = word
    return best ? [best] : []
  }

  return (text) => {
    const query = understand(text)
    const scored = pages.map((page) => ({ page, score: scorePage(page, query) }))
    const sign = findSign(query.list)
    const ranked = scored.filter(({ page, score }) => score > 0 && !(sign && page.id === URGENT))
    ranked.sort((a, b) => b.score - a.score)
    const items = ranked.slice(0, FEW.pages).map(({ page, score }) => group(page, score, query))
    const urgent = sign && pages.find(({ id }) => id === URGENT)
    if (urgent) {
      const part = urgent.parts.find(({ title }) => title === sign.part)
      items.unshift(group(urgent, 1 + (ranked[0] ? ranked[0].score : 0), query, part))
    }
    return { items, suggest: query.list.length ? suggest(query.list) : [] }
  }
}
