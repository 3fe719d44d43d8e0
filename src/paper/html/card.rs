//! A theorem's card.

use super::table::{download, table};
use super::text::{markup, prose};
use super::{Entry, figure, words};
use crate::paper::document::{DocumentError, Shelf};
use crate::paper::manifest::Hashes;
use crate::paper::proved;
use crate::paper::sheet::SheetCheck;
use crate::print::markup::LINE;
use maud::{Markup, html};
use std::fmt::Write;

/// A verdict as a badge; its words and its sign tell it without colour.
pub fn badge(verdict: &str) -> Markup {
    let sign = match verdict {
        "holds" => "✓",
        "fails" => "✗",
        _ => "?",
    };
    html! { span class={ "badge " (verdict) } { (sign) " " (verdict) } }
}

/// The card.
pub fn card(entry: &Entry<'_>, shelf: &Shelf) -> Result<Markup, DocumentError> {
    let theorem = entry.theorem;
    let (id, stem) = (theorem.id, theorem.stem);
    let title = format!("{id}-title");
    Ok(html! {
        section.card id=(id) aria-labelledby=(title) { (LINE)
            h2 id=(title) {
                a.anchor href={ "#" (id) } { (id.to_uppercase()) } " " (prose(theorem.title)) " "
                (badge(&entry.sheet.verdict))
            } (LINE)
            p.claim { (words::of(id)) } (LINE)
            p.statement { (prose(theorem.statement)) } (LINE)
            h3 { "Assumes" } (LINE)
            ul.assumptions { (LINE)
                @for assumption in theorem.assumptions { li { (prose(assumption)) } (LINE) }
            } (LINE)
            (figure::of(shelf, stem, &entry.sheet.panels)?)
            (checks(entry))
            details { (LINE)
                summary { "Machine-checked: " (entry.proof.short) } (LINE)
                (entry.proof.long) (LINE)
            } (LINE)
            (provenance(entry))
            p.files {
                (links(entry)) " "
                (download(shelf, &format!("paper/data/{stem}.csv"), "data")) " "
                (download(shelf, &format!("paper/tables/{stem}.csv"), "checks")) " "
                (download(shelf, &crate::paper::sheet::path(stem), "plotted values"))
            } (LINE)
        } (LINE)
    })
}

/// Links to what stands beside the report: the paper, the written and the machine-checked proof,
/// code and test.
fn links(entry: &Entry<'_>) -> Markup {
    let theorem = entry.theorem;
    let module = proved::module(theorem);
    let links = [
        ("paper", "firstbest.pdf".to_owned()),
        ("proof in words", format!("../proofs/{module}.md")),
        ("proof in Coq", format!("../proofs/{module}.v")),
        ("code", format!("../{}", theorem.code)),
        ("test", format!("../tests/{}.rs", theorem.stem)),
    ];
    html! {
        @for (place, (name, path)) in links.iter().enumerate() {
            @if place > 0 { " " }
            a.beside href=(path) { (name) }
        }
    }
}

fn checks(entry: &Entry<'_>) -> Markup {
    let (holding, all) = entry.holding();
    let of = |standing: &str| {
        let checks = entry.sheet.checks.iter();
        checks.filter(|c| c.standing == standing).count()
    };
    // Standings in the order from proof to fit.
    let counts: Vec<String> = ["proved", "computed", "simulated", "fitted"]
        .into_iter()
        .filter(|standing| of(standing) > 0)
        .map(|standing| format!("{} {standing}", of(standing)))
        .collect();
    let row = |check: &SheetCheck| {
        vec![
            markup(&check.instance),
            prose(&check.claim),
            prose(&check.measured),
            html! { span.standing { (check.standing) } },
            badge(if check.holds { "holds" } else { "fails" }),
        ]
    };
    // What fails comes first.
    let mut checks: Vec<&SheetCheck> = entry.sheet.checks.iter().collect();
    checks.sort_by_key(|check| check.holds);
    let rows: Vec<Vec<Markup>> = checks.into_iter().map(row).collect();
    html! {
        details open=[(holding < all).then_some("")] { (LINE)
            summary { (holding) " of " (all) " checks hold (" (counts.join(", ")) ")" } (LINE)
            (table(&["Instance", "Claim", "Found", "Standing", "Verdict"], &rows))
        } (LINE)
    }
}

fn provenance(entry: &Entry<'_>) -> Markup {
    let record = entry.record;
    html! {
        details { (LINE)
            summary { "What made it" } (LINE)
            pre.command { code { (record.command) } } (LINE)
            @if !record.seeds.is_empty() {
                p {
                    "Seeds: "
                    @for (place, (name, seed)) in record.seeds.iter().enumerate() {
                        @if place > 0 { ", " }
                        code { (name) " = " (seed.to_string()) }
                    }
                    "."
                } (LINE)
            }
            (hashes("Inputs (SHA-256)", &record.inputs))
            (hashes("Outputs (SHA-256)", &record.outputs))
            details.inner { (LINE)
                summary { "Parameters as used" } (LINE)
                pre { code { (pretty(&record.parameters)) } } (LINE)
            } (LINE)
        } (LINE)
    }
}

fn hashes(title: &str, hashes: &Hashes) -> Markup {
    html! {
        h4 { (title) } (LINE)
        ul.hashes { (LINE)
            @for (path, hash) in hashes {
                li { code { (path) } " " code.hash { (hash) } } (LINE)
            }
        } (LINE)
    }
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
