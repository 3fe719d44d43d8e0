//! Tables, and links that hold a file.

use super::text::escape;
use crate::paper::document::Shelf;
use std::fmt::Write;

/// A table of ready HTML cells. On narrow screens each row becomes a block whose cells carry the
/// names of their columns; the first column is the row's heading.
pub fn write(names: &[&str], rows: &[Vec<String>], out: &mut String) {
    // Between a phone and a desk a table of many columns scrolls on its own.
    out.push_str("<div class=\"scroll\"><table class=\"stack\"><thead><tr>");
    for name in names {
        let _ = write!(out, "<th scope=\"col\">{}</th>", escape(name));
    }
    out.push_str("</tr></thead>\n<tbody>\n");
    for row in rows {
        out.push_str("<tr>");
        for (place, (cell, name)) in row.iter().zip(names).enumerate() {
            let _ = if place == 0 {
                write!(out, "<th scope=\"row\">{cell}</th>")
            } else {
                // One box: a narrow screen lays name and cell out side by side.
                write!(
                    out,
                    "<td data-name=\"{}\"><span>{cell}</span></td>",
                    escape(name)
                )
            };
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody></table></div>\n");
}

/// A link that holds a file; nothing where it is not on the shelf.
pub fn download(shelf: &Shelf, path: &str, words: &str) -> String {
    let Some(bytes) = shelf.bytes(path) else {
        return String::new();
    };
    let name = path.rsplit('/').next().unwrap_or(path);
    let kind = match name.rsplit('.').next() {
        Some("csv") => "text/csv",
        Some("json") => "application/json",
        _ => "text/plain",
    };
    format!(
        "<a class=\"file\" download=\"{}\" href=\"data:{kind};charset=utf-8;base64,{}\">{} <small>{}</small></a>",
        escape(name),
        base64(bytes),
        escape(words),
        size(bytes.len()),
    )
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
