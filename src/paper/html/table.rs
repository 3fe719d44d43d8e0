//! Tables, and links that hold a file.

use crate::paper::document::Shelf;
use crate::print::markup::LINE;
use maud::{Markup, html};

/// A table. On narrow screens each row becomes a block whose cells carry the names of their
/// columns; the first column is the row's heading.
pub fn table(names: &[&str], rows: &[Vec<Markup>]) -> Markup {
    html! {
        // Between a phone and a desk a table of many columns scrolls on its own.
        div.scroll { table.stack {
            thead { tr { @for name in names { th scope="col" { (name) } } } } (LINE)
            tbody { (LINE)
                @for row in rows {
                    tr {
                        @for (place, (cell, name)) in row.iter().zip(names).enumerate() {
                            @if place == 0 {
                                th scope="row" { (cell) }
                            } @else {
                                // One box: a narrow screen lays name and cell out side by side.
                                td data-name=(name) { span { (cell) } }
                            }
                        }
                    } (LINE)
                }
            }
        } } (LINE)
    }
}

/// A cell of plain words.
pub fn cell(text: impl AsRef<str>) -> Markup {
    html! { (text.as_ref()) }
}

/// A link that holds a file; nothing where it is not on the shelf.
pub fn download(shelf: &Shelf, path: &str, words: &str) -> Markup {
    let Some(bytes) = shelf.bytes(path) else {
        return Markup::default();
    };
    let name = path.rsplit('/').next().unwrap_or(path);
    let kind = match name.rsplit('.').next() {
        Some("csv") => "text/csv",
        Some("json") => "application/json",
        _ => "text/plain",
    };
    let held = format!("data:{kind};charset=utf-8;base64,{}", base64(bytes));
    html! {
        a.file download=(name) href=(held) { (words) " " small { (size(bytes.len())) } }
    }
}

fn size(bytes: usize) -> String {
    if bytes < 1000 {
        format!("{bytes} B")
    } else {
        format!("{} kB", bytes.div_ceil(1000))
    }
}

/// RFC 4648, section 4.
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let byte = |i: usize| u32::from(chunk.get(i).copied().unwrap_or(0));
        let word = (byte(0) << 16) | (byte(1) << 8) | byte(2);
        for place in 0..4 {
            let letter = LETTERS[(word >> (18 - 6 * place)) as usize & 63];
            out.push(if place <= chunk.len() {
                char::from(letter)
            } else {
                '='
            });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::base64;

    #[test]
    fn base64_is_that_of_the_standard() {
        // RFC 4648, section 10.
        for (plain, coded) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(base64(plain.as_bytes()), coded);
        }
    }
}
