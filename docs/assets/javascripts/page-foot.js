/* The foot of a page: a button that copies the page's address, and reports that know the heading at
   which the reader left off. Without this script the links work, and the button is not there.
   The theme's own glides stop for readers who are made ill by motion.
   The explanations of terms, where the browser does not show them by itself: Esc and a press
   elsewhere close them, and there is time to move onto them.
   And the keyboard in the theme's menu and search: Esc closes the menu; Tab goes on into the
   results, where the theme would close them, and closes them when it leaves. */
"use strict"
{
  const menu = document.getElementById("__drawer")
  const search = document.querySelector("[data-md-component=search]")
  const results = document.getElementById("__search")
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && menu?.checked) {
      menu.click()
      menu.focus()
    }
    if (event.key === "Tab" && search?.contains(event.target)) event.stopPropagation()
  })
  /* What the open menu covers is out of reach, so that Tab stays in the menu. */
  const wide = matchMedia("(min-width: 76.25em)")
  const covered = document.querySelectorAll(
    ".md-skip, .md-banner, .md-header, .md-content, .md-sidebar--secondary, .md-top, .md-footer")
  const cover = () => covered.forEach((part) => { part.inert = menu.checked && !wide.matches })
  menu?.addEventListener("change", cover)
  if (menu) wide.addEventListener("change", cover)

  search?.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget && !search.contains(relatedTarget) && results.checked) results.click()
  })

  /* On a narrow screen the page cannot scroll while the search covers it, so what took the focus
     meanwhile may be out of sight. */
  new MutationObserver(() => {
    const part = document.activeElement
    if (document.body.hasAttribute("data-md-scrolllock") || search?.contains(part)) return
    if (part !== document.body) part.scrollIntoView({ block: "nearest" })
  }).observe(document.body, { attributeFilter: ["data-md-scrolllock"] })

  /* A style sheet stops only the glides for which a script does not ask by name. */
  const still = matchMedia("(prefers-reduced-motion: reduce)")
  const glide = Element.prototype.scrollTo
  Element.prototype.scrollTo = function (...to) {
    if (still.matches && to[0]?.behavior) to = [{ ...to[0], behavior: "auto" }]
    return glide.apply(this, to)
  }

  if (!CSS.supports("interest-delay", "1s")) {
    let note, timer
    const show = (next) => {
      clearTimeout(timer)
      note?.classList.remove("open")
      next?.classList.add("open")
      note = next
    }
    const leave = () => {
      if (document.activeElement.nextElementSibling !== note) timer = setTimeout(show, 1500)
    }
    for (const term of document.querySelectorAll(".term")) {
      const own = term.nextElementSibling
      term.addEventListener("pointerenter", () => show(own))
      term.addEventListener("focus", () => show(own))
      term.addEventListener("blur", () => show())
      term.addEventListener("pointerleave", leave)
      own.addEventListener("pointerenter", () => clearTimeout(timer))
      own.addEventListener("pointerleave", leave)
    }
    document.addEventListener("keydown", ({ key }) => { if (key === "Escape") show() })
    document.addEventListener("pointerdown", ({ target }) => { if (target !== note) show() })
  }

  /* The theme shows which colors are chosen and does not say so to those who cannot see. */
  const colors = document.getElementById(`__palette_${__md_get("__palette")?.index ?? 0}`)
  if (colors) colors.checked = true

  const share = document.querySelector(".share")
  if (share && navigator.clipboard) {
    const make = (tag, properties) => Object.assign(document.createElement(tag), properties)
    const button = make("button", { className: "copy-link", type: "button", textContent: "Copy the link" })
    const done = make("span", { className: "copy-done", role: "status" })
    const link = document.querySelector("link[rel=canonical]")?.href || location.href
    share.append(button, " ", done)
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(link)
        done.textContent = "The link is copied."
      } catch {
        done.textContent = link
      }
    })
  }

  /* The heading that was named in the address, or else the last one above the middle of the screen
     when the reader set out for the foot. */
  let seen = ""
  const headings = [...document.querySelectorAll("article > :is(h2, h3)[id]")]
  const foot = document.querySelector(".page-foot")
  const words = (heading) => heading.firstChild.textContent.trim()
  const look = () => {
    if (!foot || foot.getBoundingClientRect().top < innerHeight) return
    const above = headings.filter((heading) => heading.getBoundingClientRect().top < innerHeight / 2)
    seen = above.length ? words(above.at(-1)) : ""
  }
  const reports = document.querySelectorAll("a.report")
  if (reports.length) {
    addEventListener("scroll", look, { passive: true })
    for (const report of reports) {
      report.addEventListener("click", () => {
        const named = headings.find((heading) => `#${heading.id}` === location.hash)
        const url = new URL(report.href)
        url.searchParams.set("heading", named ? words(named) : seen)
        report.href = url.href
      })
    }
  }
}
