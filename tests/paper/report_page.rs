//! `paper/report.html` as a document: whole, on its own, and with a card for every theorem.

use firstbest::paper::document::Shelf;
use firstbest::paper::html::DOCUMENT;
use firstbest::paper::manifest::Manifest;
use firstbest::theorem::REGISTRY;
use std::collections::BTreeSet;
use std::path::Path;

/// The page made from the committed files.
fn page() -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let manifest = Manifest::read(root)
        .expect("a readable manifest")
        .expect("a manifest; run `firstbest reproduce`");
    assert!(
        manifest.is_whole(),
        "a theorem is not in the manifest; run `firstbest reproduce`"
    );
    let shelf = Shelf::gather(&DOCUMENT, &manifest.theorems, root, root).expect("all files");
    let made = (DOCUMENT.make)(&shelf).expect("a page");
    assert_eq!(
        made,
        (DOCUMENT.make)(&shelf).expect("a page"),
        "bytes differ from run to run"
    );
    String::from_utf8(made.into_iter().next().expect("one file")).expect("UTF-8")
}

/// A tag: its name, its attributes, whether it closes, whether it is empty.
struct Tag {
    name: String,
    attributes: Vec<(String, String)>,
    closing: bool,
    empty: bool,
}

/// The tags of a page with every end written out and every attribute in quotes; what is inside
/// `script` and `style` is skipped. Complains about everything that is not that.
fn tags(page: &str) -> Vec<Tag> {
    let mut rest = page
        .strip_prefix("<!DOCTYPE html>\n")
        .expect("the declaration");
    let mut tags = Vec::new();
    while let Some(open) = rest.find('<') {
        assert!(
            !rest[..open].contains('>'),
            "a stray > before {:?}",
            snippet(&rest[open..])
        );
        let close = end_of_tag(&rest[open..]) + open;
        let tag = parse(&rest[open + 1..close]);
        rest = &rest[close + 1..];
        if !tag.closing && (tag.name == "script" || tag.name == "style") {
            let end = rest.find(&format!("</{}>", tag.name)).expect("an end");
            assert!(!rest[..end].contains("</"), "{} ends early", tag.name);
            rest = &rest[end..];
        }
        tags.push(tag);
    }
    tags
}

fn snippet(text: &str) -> String {
    text.chars().take(60).collect()
}

fn end_of_tag(text: &str) -> usize {
    let mut quoted = false;
    for (at, c) in text.char_indices() {
        match c {
            '"' => quoted = !quoted,
            '>' if !quoted => return at,
            _ => {}
        }
    }
    panic!("a tag without end: {:?}", snippet(text));
}

fn parse(inside: &str) -> Tag {
    let closing = inside.starts_with('/');
    let body = inside.trim_start_matches('/').trim_end_matches('/');
    let (name, mut rest) = body.split_once([' ', '\n']).unwrap_or((body, ""));
    let mut attributes = Vec::new();
    while let Some((key, behind)) = rest.split_once("=\"") {
        let (value, behind) = behind.split_once('"').expect("a closed quote");
        assert!(!value.contains('<'), "{name} {key}: {value:?}");
        attributes.push((key.trim().to_owned(), value.to_owned()));
        rest = behind;
    }
    assert!(rest.trim().is_empty(), "{name}: {rest:?} is no attribute");
    // Elements that have no end in HTML.
    let empty = inside.ends_with('/') || ["br", "link", "meta"].contains(&name);
    Tag {
        name: name.to_owned(),
        attributes,
        closing,
        empty,
    }
}

#[test]
fn the_page_is_well_formed_and_its_anchors_resolve() {
    let page = page();
    let tags = tags(&page);
    let mut open: Vec<&str> = Vec::new();
    let (mut ids, mut wanted) = (BTreeSet::new(), Vec::new());
    for tag in &tags {
        if tag.closing {
            assert_eq!(
                open.pop(),
                Some(tag.name.as_str()),
                "closed in the wrong order"
            );
        } else if !tag.empty {
            open.push(&tag.name);
        }
        for (key, value) in &tag.attributes {
            match key.as_str() {
                "id" => assert!(ids.insert(value.clone()), "the id {value} is there twice"),
                "href" if value.starts_with('#') => wanted.push(value[1..].to_owned()),
                "aria-labelledby" => wanted.push(value.clone()),
                _ => {}
            }
        }
    }
    assert!(open.is_empty(), "never closed: {open:?}");
    for id in wanted {
        assert!(ids.contains(&id), "#{id} leads nowhere");
    }
}

#[test]
fn the_page_loads_nothing_and_its_links_lead_to_files_of_the_project() {
    let page = page();
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("paper");
    for tag in tags(&page) {
        for (key, value) in &tag.attributes {
            if ["href", "src", "srcset", "action", "poster", "xlink:href"].contains(&key.as_str()) {
                let inside = value.starts_with('#') || value.starts_with("data:");
                let link = tag.name == "a" && beside.join(value).is_file();
                assert!(inside || link, "<{}> refers to {value}", tag.name);
            }
            assert!(
                !key.starts_with("on"),
                "<{}> has a script in {key}",
                tag.name
            );
        }
    }
    for word in [
        "http://",
        "https://",
        "url(",
        "@import",
        "fetch(",
        "XMLHttpRequest",
    ] {
        assert!(!page.contains(word), "the page has {word}");
    }
    assert!(
        page.contains("default-src 'none'"),
        "no content security policy"
    );
}

#[test]
fn every_theorem_has_its_card() {
    let page = page();
    for theorem in REGISTRY {
        let id = theorem.id;
        let from = page
            .find(&format!("<section class=\"card\" id=\"{id}\""))
            .unwrap_or_else(|| panic!("{id} has no card"));
        let card = &page[from..from + page[from..].find("</section>").expect("an end")];
        for piece in [
            "class=\"claim\"",
            "class=\"statement\"",
            "<figcaption><b>(a)</b>",
            "href=\"firstbest.pdf\"",
            "Assumes",
            "checks hold",
            "Machine-checked",
            "<svg ",
            "data-values",
            "application/json",
            "download=",
            &format!("firstbest reproduce --only {id}"),
            &format!("paper/figures/{}.svg", theorem.stem),
        ] {
            assert!(card.contains(piece), "{id}: {piece} is missing");
        }
        assert!(
            card.matches("<li>").count() >= theorem.assumptions.len(),
            "{id}: an assumption is missing"
        );
    }
}
