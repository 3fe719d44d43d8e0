-- What pandoc's Typst does not say by itself: theorems as blocks with their own names, pictures by their full names, widths of
-- the tables of checks, references, and an appendix that counts by letters.

local theorems = {
  tone = "T1", tnine = "T9", tten = "T10", ttwo = "T2", tthree = "T3", tfour = "T4", tfive = "T5",
  tsix = "T6", tseven = "T7", teight = "T8", cnine = "C9",
}

local function typst(text)
  return pandoc.RawBlock("typst", text)
end

-- Pandoc numbers a theorem even where LaTeX does not: "T5 1 (a bonus at a threshold)." comes as Strong, Space, "(...)." and so on,
-- all of it before the emphasised statement.
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
  local name = theorems[div.classes[1] or ""]
  if not name then return nil end
  local first = div.content[1]
  local title, rest = pandoc.Inlines {}, pandoc.Inlines {}
  local seen = false
  for place, inline in ipairs(first.content) do
    if inline.t == "Emph" then
      seen = true
      rest:extend(inline.content)
    elseif seen then
      rest:insert(inline)
    elseif place > 1 then
      title:insert(inline)
    end
  end
  local words = pandoc.utils.stringify(title):match("%((.*)%)")
  if not seen or not words then
    error("the theorem " .. name .. " has no title in brackets or no statement")
  end
  local blocks = pandoc.Blocks { typst("#theorem[" .. name .. "][" .. words .. "][") }
  blocks:insert(pandoc.Para(rest))
  for place = 2, #div.content do blocks:insert(div.content[place]) end
  blocks:insert(typst("]"))
  return blocks
end

function Image(image)
  if not image.src:find("/") then image.src = "figures/" .. image.src .. ".svg" end
  return image
end

-- LaTeX's p{...} columns lose their widths on the way.
local widths = { [4] = { 0.13, 0.32, 0.09, 0.46 } }
function Table(tab)
  local all = widths[#tab.colspecs]
  local left = true
  for _, spec in ipairs(tab.colspecs) do left = left and spec[1] == "AlignLeft" end
  if not (all and left) then return nil end
  for place, spec in ipairs(tab.colspecs) do spec[2] = all[place] end
  return tab
end

function Pandoc(doc)
  local blocks = pandoc.Blocks {}
  local appendix = false
  for _, block in ipairs(doc.blocks) do
    if block.t == "Header" and block.identifier == "app:checks" then
      blocks:insert(typst('#set heading(numbering: none)\n#set par(justify: false)\n#bibliography("references.bib", title: [References], style: "ieee")'))
      blocks:insert(typst('#pagebreak()\n#counter(heading).update(0)\n#set heading(numbering: "A.1")'))
      -- The tables of checks run over pages, those of the text float.
      blocks:insert(typst('#show figure.where(kind: table): set block(breakable: true)\n#show figure.where(kind: table): set figure(placement: none)'))
      appendix = true
    end
    blocks:insert(block)
  end
  if not appendix then error("there is no appendix \\label{app:checks}, before which the references belong") end
  doc.blocks = blocks
  doc.meta["title-plain"] = pandoc.utils.stringify(doc.meta.title)
  doc.meta["author-plain"] = pandoc.utils.stringify(doc.meta.author)
  return doc
end
