//! The written proofs: `proofs/T*.md`, the one source, as an appendix of the paper.
//!
//! The files keep to little Markdown, which this reads and everything else refuses: headings (`#`,
//! `##`), paragraphs, formulas in TeX between `$` or, in a paragraph of their own, `$$`, and in
//! paragraphs `**bold**`, `*emphasis*`, `` `code` `` and the end of a proof `∎`.

use super::malformed;
use super::tables::{code, plain};
use crate::paper::document::{DocumentError, Shelf};
use crate::paper::proved;
use crate::theorem::{REGISTRY, Theorem};

/// What proves a theorem in words.
pub fn file(theorem: &Theorem) -> String {
    format!("proofs/{}.md", proved::module(theorem))
}

/// The files of all proofs.
pub fn files() -> Vec<String> {
    REGISTRY.iter().map(file).collect()
}

/// One subsection a theorem, labelled `app:t5`.
///
/// # Errors
/// A proof that is missing, or of other Markdown.
pub fn write(shelf: &Shelf) -> Result<String, DocumentError> {
    let mut out = String::new();
    for (theorem, _) in shelf.theorems() {
        let path = file(theorem);
        let set = latex(shelf.text(&path)?, theorem.id);
        out.push_str(&set.map_err(|(line, why)| malformed(&format!("{path}:{line}"), why))?);
    }
    Ok(out)
}

/// A line, from 1 on, and what is wrong there.
type Complaint = (usize, String);

/// Paragraphs that say where a proof is checked are for whoever looks it up: small.
const SMALL: [&str; 2] = ["**In Coq", "**Not formalised"];

fn latex(text: &str, id: &str) -> Result<String, Complaint> {
    let mut out = String::new();
    let heading = format!("# {}. ", id.to_uppercase());
    if !text.starts_with(&heading) {
        return Err((1, format!("a proof begins with its name, {heading:?}")));
    }
    // Whether the last thing set was a formula, which the next words go on from.
    let mut formula = false;
    for (line, paragraph) in paragraphs(text) {
        let complain = |problem: String| (line, problem);
        if let Some(heading) = paragraph.strip_prefix("## ") {
            let heading = words(heading).map_err(complain)?;
            out.push_str(&format!("\n\\subsubsection*{{{heading}}}\n"));
            formula = false;
        } else if let Some(heading) = paragraph.strip_prefix("# ") {
            let heading = words(heading).map_err(complain)?;
            out.push_str(&format!("\\subsection{{{heading}}}\\label{{app:{id}}}\n"));
        } else if let Some(body) = paragraph.strip_prefix("$$") {
            let body = body
                .trim_end()
                .strip_suffix("$$")
                .ok_or_else(|| complain("the formula has no end".to_owned()))?;
            out.push_str(&format!("\\[ {} \\]\n", body.trim()));
            formula = true;
        } else if paragraph.starts_with(['-', '>', '|', '#', '<']) {
            return Err(complain(format!(
                "proofs are paragraphs and formulas, not {:?}",
                paragraph.chars().take(9).collect::<String>()
            )));
        } else {
            let set = words(paragraph).map_err(complain)?;
            let goes_on = formula && !paragraph.starts_with(|c: char| c == '*' || c.is_uppercase());
            if !goes_on {
                out.push('\n');
            }
            if SMALL.iter().any(|start| paragraph.starts_with(start)) {
                out.push_str(&format!(
                    "\\begin{{flushleft}}\\footnotesize {set}\\end{{flushleft}}\n"
                ));
            } else {
                out.push_str(&set);
                out.push('\n');
            }
            formula = false;
        }
    }
    out.push('\n');
    Ok(out)
}

/// Paragraphs with the lines they begin on.
fn paragraphs(text: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let (mut line, mut rest) = (1, text);
    while !rest.is_empty() {
        let (paragraph, behind) = rest.split_once("\n\n").unwrap_or((rest, ""));
        let blank = paragraph.len() - paragraph.trim_start_matches('\n').len();
        if !paragraph.trim().is_empty() {
            found.push((line + blank, paragraph.trim_matches('\n')));
        }
        line += paragraph.matches('\n').count() + 2;
        rest = behind;
    }
    found
}

/// A paragraph as TeX.
fn words(text: &str) -> Result<String, String> {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(['$', '`', '*', '∎']) {
        out.push_str(&prose(&rest[..at])?);
        rest = &rest[at..];
        let (set, behind) = if let Some(behind) = rest.strip_prefix('∎') {
            ("\\hfill$\\square$".to_owned(), behind)
        } else if let Some((inner, behind)) = enclosed(rest, "$") {
            (format!("${inner}$"), behind)
        } else if let Some((inner, behind)) = enclosed(rest, "`") {
            (code(inner), behind)
        } else if let Some((inner, behind)) = enclosed(rest, "**") {
            (format!("\\textbf{{{}}}", words(inner)?), behind)
        } else if let Some((inner, behind)) = enclosed(rest, "*") {
            (format!("\\emph{{{}}}", words(inner)?), behind)
        } else {
            let start: String = rest.chars().take(12).collect();
            return Err(format!("{start:?} opens something that is not closed"));
        };
        out.push_str(&set);
        rest = behind;
    }
    out.push_str(&prose(rest)?);
    Ok(out)
}

/// What stands between two marks at the text's beginning, and what follows.
fn enclosed<'t>(text: &'t str, mark: &str) -> Option<(&'t str, &'t str)> {
    text.strip_prefix(mark)?.split_once(mark)
}

fn prose(text: &str) -> Result<String, String> {
    // A dash between names.
    let parts: Result<Vec<String>, char> = text.split('–').map(plain).collect();
    parts
        .map(|parts| parts.join("--"))
        .map_err(|c| format!("TeX has no command for {c:?}; put formulas between dollar signs"))
}

#[cfg(test)]
mod tests {
    use super::{file, latex};
    use crate::theorem::REGISTRY;

    #[test]
    fn the_markdown_of_proofs_becomes_latex() {
        let text = "# T0. A title\n\n**Claim.** By Bradley–Terry $a_1\\le b$ *here*, 5% of\n`Lib/A_b.v`:\n\n$$ x=y $$\n\nwhere so. ∎\n\n\
             ## Part (a)\n\n**In Coq.** `a`.\n";
        assert_eq!(
            latex(text, "t0").as_deref(),
            Ok("\\subsection{T0. A title}\\label{app:t0}\n\
                 \n\\textbf{Claim.} By Bradley--Terry $a_1\\le b$ \\emph{here}, 5\\% of \
                 \\texttt{Lib/\\allowbreak{}A\\_b.v}:\n\\[ x=y \\]\nwhere so. \\hfill$\\square$\n\
                 \n\\subsubsection*{Part (a)}\n\
                 \n\\begin{flushleft}\\footnotesize \\textbf{In Coq.} \\texttt{a}.\\end{flushleft}\n\n")
        );
    }

    #[test]
    fn what_it_does_not_read_is_refused_with_its_line() {
        for (text, line, part) in [
            ("# T0. a\n\n- b\n", 3, "paragraphs and formulas"),
            ("# T0. a $x", 1, "not closed"),
            ("# T0. a\nb\n\n\nx ∑ is", 5, "dollar signs"),
            ("# T0. a\n\n$$ x", 3, "no end"),
            ("# T1. a\n\nb", 1, "begins with its name"),
        ] {
            let (found, problem) = latex(text, "t0").expect_err(text);
            assert_eq!((found, problem.contains(part)), (line, true), "{problem}");
        }
    }

    #[test]
    fn every_theorem_has_a_written_proof() {
        for theorem in REGISTRY {
            let file = file(theorem);
            let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(&file);
            let text = std::fs::read_to_string(&path).expect(&file);
            let set = latex(&text, theorem.id)
                .unwrap_or_else(|(line, why)| panic!("{file}:{line}: {why}"));
            for part in ["\\textbf{Claim.}", "$\\square$", "\\textbf{In Coq"] {
                assert!(set.contains(part), "{file} has no {part}");
            }
        }
    }
}
