//! A theorem's card.

use super::Entry;
use super::figure;
use super::table::{self, download};
use super::text::{escape, markup, prose};
use super::words;
use crate::paper::document::{DocumentError, Shelf};
use crate::paper::manifest::Hashes;
use crate::paper::proved;
use crate::paper::sheet::SheetCheck;
use std::fmt::Write;

/// A verdict as a badge; its words and its sign tell it without colour.
pub fn badge(verdict: &str) -> String {
    let sign = match verdict {
        "holds" => "✓",
        "fails" => "✗",
        _ => "?",
    };
    format!(
        "<span class=\"badge {0}\">{sign} {0}</span>",
        escape(verdict)
    )
}

/// The card.
pub fn write(entry: &Entry<'_>, shelf: &Shelf, out: &mut String) -> Result<(), DocumentError> {
    let theorem = entry.theorem;
    let (id, stem) = (theorem.id, theorem.stem);
    // Writing to a String cannot fail.
    let _ = write!(
        out,
        "<section class=\"card\" id=\"{id}\" aria-labelledby=\"{id}-title\">\n\
         <h2 id=\"{id}-title\"><a class=\"anchor\" href=\"#{id}\">{}</a> {} {}</h2>\n\
         <p class=\"claim\">{}</p>\n<p class=\"statement\">{}</p>\n<h3>Assumes</h3>\n<ul class=\"assumptions\">\n",
        id.to_uppercase(),
        prose(theorem.title),
        badge(&entry.sheet.verdict),
        escape(words::of(id)),
        prose(theorem.statement),
    );
    for assumption in theorem.assumptions {
        let _ = writeln!(out, "<li>{}</li>", prose(assumption));
    }
    out.push_str("</ul>\n");
    figure::write(shelf, stem, &entry.sheet.panels, out)?;
    checks(entry, out);
    let _ = write!(
        out,
        "<details>\n<summary>Machine-checked: {}</summary>\n{}\n</details>\n",
        escape(&entry.proof.short),
        entry.proof.long
    );
    provenance(entry, out);
    let _ = writeln!(
        out,
        "<p class=\"files\">{} {} {} {}</p>\n</section>",
        links(entry),
        download(shelf, &format!("paper/data/{stem}.csv"), "data"),
        download(shelf, &format!("paper/tables/{stem}.csv"), "checks"),
        download(shelf, &crate::paper::sheet::path(stem), "plotted values"),
    );
    Ok(())
}

/// Links to what stands beside the report: the paper, the written and the machine-checked proof,
/// code and test.
fn links(entry: &Entry<'_>) -> String {
    let theorem = entry.theorem;
    let module = proved::module(theorem);
    [
        ("paper", "firstbest.pdf".to_owned()),
        ("proof in words", format!("../proofs/{module}.md")),
        ("proof in Coq", format!("../proofs/{module}.v")),
        ("code", format!("../{}", theorem.code)),
        ("test", format!("../tests/{}.rs", theorem.stem)),
    ]
    .map(|(name, path)| format!("<a class=\"beside\" href=\"{}\">{name}</a>", escape(&path)))
    .join(" ")
}

fn checks(entry: &Entry<'_>, out: &mut String) {
    let (holding, all) = entry.holding();
    // Standings in the order from proof to fit.
    let counts: Vec<String> = ["proved", "computed", "simulated", "fitted"]
        .into_iter()
        .filter_map(|standing| {
            let count = entry
                .sheet
                .checks
                .iter()
                .filter(|c| c.standing == standing)
                .count();
            (count > 0).then(|| format!("{count} {standing}"))
        })
        .collect();
    let open = if holding < all { " open=\"\"" } else { "" };
    let _ = write!(
        out,
        "<details{open}>\n<summary>{holding} of {all} checks hold ({})</summary>\n",
        counts.join(", ")
    );
    let row = |check: &SheetCheck| {
        vec![
            markup(&check.instance),
            prose(&check.claim),
            prose(&check.measured),
            format!(
                "<span class=\"standing\">{}</span>",
                escape(&check.standing)
            ),
            badge(if check.holds { "holds" } else { "fails" }),
        ]
    };
    // What fails comes first.
    let mut checks: Vec<&SheetCheck> = entry.sheet.checks.iter().collect();
    checks.sort_by_key(|check| check.holds);
    table::write(
        &["Instance", "Claim", "Found", "Standing", "Verdict"],
        &checks.into_iter().map(row).collect::<Vec<_>>(),
        out,
    );
    out.push_str("</details>\n");
}

fn provenance(entry: &Entry<'_>, out: &mut String) {
    let record = entry.record;
    let _ = write!(
        out,
        "<details>\n<summary>What made it</summary>\n<pre class=\"command\"><code>{}</code></pre>\n",
        escape(&record.command)
    );
    if !record.seeds.is_empty() {
        let seeds: Vec<String> = record
            .seeds
            .iter()
            .map(|(name, seed)| {
                format!(
                    "<code>{} = {}</code>",
                    escape(name),
                    escape(&seed.to_string())
                )
            })
            .collect();
        let _ = writeln!(out, "<p>Seeds: {}.</p>", seeds.join(", "));
    }
    hashes("Inputs (SHA-256)", &record.inputs, out);
    hashes("Outputs (SHA-256)", &record.outputs, out);
    let _ = write!(
        out,
        "<details class=\"inner\">\n<summary>Parameters as used</summary>\n<pre><code>{}</code></pre>\n</details>\n</details>\n",
        escape(&pretty(&record.parameters))
    );
}

fn hashes(title: &str, hashes: &Hashes, out: &mut String) {
    let _ = write!(out, "<h4>{title}</h4>\n<ul class=\"hashes\">\n");
    for (path, hash) in hashes {
        let _ = writeln!(
            out,
            "<li><code>{}</code> <code class=\"hash\">{}</code></li>",
            escape(path),
            escape(hash)
        );
    }
    out.push_str("</ul>\n");
}

/// One line a value; sections indented. Lists stay on their line.
fn pretty(parameters: &serde_json::Value) -> String {
    fn lines(value: &serde_json::Value, depth: usize, out: &mut String) {
        for (key, value) in value.as_object().into_iter().flatten() {
            let indent = "  ".repeat(depth);
            if value.is_object() {
                let _ = writeln!(out, "{indent}{key}:");
                lines(value, depth + 1, out);
            } else {
                let _ = writeln!(out, "{indent}{key} = {value}");
            }
        }
    }
    let mut out = String::new();
    lines(parameters, 0, &mut out);
    out
}
