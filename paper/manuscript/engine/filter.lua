-- What pandoc's Typst does not say by itself: theorems and definitions as blocks, numbers of displayed equations, pictures by
-- their full names, widths of tables, references, and an appendix that counts by letters.

local theorems = {
  tone = "T1", tnine = "T9", tten = "T10", ttwo = "T2", tthree = "T3", tfour = "T4", tfive = "T5",
  tsix = "T6", tseven = "T7", teight = "T8", cnine = "C9",
}
local numbered = { definition = "Definition", assumption = "Assumption" }

local function typst(text)
  return pandoc.RawBlock("typst", text)
end

-- Pandoc begins a theorem with its name and title, "T5 1 (a bonus at a threshold)." or "Definition 2 (gap).", as Strong, Space,
-- "(a" to "threshold).", and emphasises the statement of a theorem piece by piece. Returns the number, the title and the rest.
local function parts(div, emphasised)
  local title, rest = pandoc.Inlines {}, pandoc.Inlines {}
  local number
  local closed = false
  for place, inline in ipairs(div.content[1].content) do
    if place == 1 then
      number = pandoc.utils.stringify(inline):match("%d+$")
    elseif not closed then
      title:insert(inline)
      closed = pandoc.utils.stringify(inline):match("%)%.$") ~= nil
    elseif emphasised and inline.t == "Emph" then
      rest:extend(inline.content)
    else
      rest:insert(inline)
    end
  end
  return number, pandoc.utils.stringify(title):match("%((.*)%)"), rest
end

function Div(div)
  -- A table's label stands on a block around it, which Typst cannot refer to.
  if div.identifier:match("^tab:") then
    for _, block in ipairs(div.content) do
      if block.t == "Table" then block.attr.identifier = div.identifier end
    end
    return div.content
  end
  -- The line that leads from a theorem to its proof, test, code and data.
  if div.classes[1] == "flushleft" then
    local blocks = pandoc.Blocks { typst("#trail[") }
    blocks:extend(div.content)
    blocks:insert(typst("]"))
    return blocks
  end
  local class = div.classes[1] or ""
  local name = theorems[class] or numbered[class]
  if not name then return nil end
  local number, words, rest = parts(div, theorems[class] ~= nil)
  if not words or #rest == 0 then
    error(name .. " has no title in brackets or no statement")
  end
  local kind = "theorem"
  if numbered[class] then
    name = name .. " " .. number
    kind = "definition"
  end
  local blocks = pandoc.Blocks { typst("#" .. kind .. "[" .. name .. "][" .. words .. "][") }
  blocks:insert(pandoc.Para(rest))
  for place = 2, #div.content do blocks:insert(div.content[place]) end
  blocks:insert(typst(div.identifier ~= "" and "] <" .. div.identifier .. ">" or "]"))
  return blocks
end

-- A displayed equation with a label has a number; the end of a proof stands at the margin.
function Math(math)
  if math.mathtype == "InlineMath" and math.text == "\\square" then
    return pandoc.RawInline("typst", "#h(1fr) $square.stroked$")
  end
  if math.mathtype == "DisplayMath" and math.text:match("\\label") then
    return { pandoc.RawInline("typst", '#[#set math.equation(numbering: "(1)"); '), math, pandoc.RawInline("typst", " ]") }
  end
end

-- Definitions and assumptions have their numbers from pandoc, equations from Typst.
function Link(link)
  local kind, target = link.attributes["reference-type"], link.attributes["reference"]
  if kind == "eqref" then return pandoc.RawInline("typst", "(@" .. target .. ")") end
  if kind == "ref" and (target:match("^def:") or target:match("^as:")) then
    return pandoc.RawInline("typst", "#link(<" .. target .. ">)[" .. pandoc.utils.stringify(link.content) .. "]")
  end
end

function Image(image)
  if not image.src:find("/") then image.src = "figures/" .. image.src .. ".svg" end
  return image
end

function Pandoc(doc)
  local blocks = pandoc.Blocks {}
  local appendix = false
  for _, block in ipairs(doc.blocks) do
    if block.t == "Header" and block.identifier == "app:proofs" then
      blocks:insert(typst('#set heading(numbering: none)\n#set par(justify: false)\n#bibliography("references.bib", title: [References], style: "ieee")\n#set par(justify: true)'))
      blocks:insert(typst('#counter(heading).update(0)\n#set heading(numbering: "A.1")'))
      appendix = true
    end
    blocks:insert(block)
  end
  if not appendix then error("there is no appendix \\label{app:proofs}, before which the references belong") end
  doc.blocks = blocks
  doc.meta["title-plain"] = pandoc.utils.stringify(doc.meta.title)
  -- LaTeX's reader gives a list of authors.
  local names = {}
  for _, author in ipairs(doc.meta.author) do
    table.insert(names, pandoc.utils.stringify(author))
  end
  doc.meta["author-plain"] = table.concat(names, ", ")
  return doc
end
