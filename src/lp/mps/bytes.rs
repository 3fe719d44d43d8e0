//! From the bytes of a file to its text, or to the reason why it has none.

use std::io::Read;

use super::MpsError;

/// What other files begin with.
const SIGNATURES: [(&[u8], &str); 6] = [
    (b"BZh", "is packed by bzip2; unpack it first (bunzip2)"),
    (b"\xfd7zXZ", "is packed by xz; unpack it first (unxz)"),
    (
        b"\x28\xb5\x2f\xfd",
        "is packed by zstd; unpack it first (unzstd)",
    ),
    (b"PK\x03\x04", "is a zip archive; unpack it first"),
    (
        b"\x1f\x9d",
        "is packed by compress; unpack it first (uncompress)",
    ),
    (b"%PDF", "is a PDF document"),
];

/// Marks at the beginning of a text that is not UTF-8, the longer ones first.
const MARKS: [(&[u8], &str); 4] = [
    (b"\xff\xfe\0\0", "UTF-32, little-endian"),
    (b"\0\0\xfe\xff", "UTF-32, big-endian"),
    (b"\xff\xfe", "UTF-16, little-endian"),
    (b"\xfe\xff", "UTF-16, big-endian"),
];

/// The text, unpacked where it is gzipped; `odd` is told of what is strange about the packing.
///
/// # Errors
/// What the file is instead.
pub(super) fn text_of(bytes: Vec<u8>, odd: &mut Vec<String>) -> Result<String, MpsError> {
    let bytes = match bytes.starts_with(&[0x1f, 0x8b]) {
        true => unpacked(&bytes, odd)?,
        false => bytes,
    };
    let other = |what: &str| Err(MpsError::OtherFile { what: what.into() });
    if let Some((_, what)) = SIGNATURES.iter().find(|(head, _)| bytes.starts_with(head)) {
        return other(what);
    }
    if let Some((_, what)) = MARKS.iter().find(|(mark, _)| bytes.starts_with(mark)) {
        return other(&format!("is {what}; save it as UTF-8"));
    }
    if bytes.contains(&0) {
        return other(match zeros_alternate(&bytes) {
            true => "is UTF-16 without a mark; save it as UTF-8",
            false => "holds zero bytes: it is no text",
        });
    }
    let text = match String::from_utf8(bytes) {
        Ok(text) => text,
        // older files have one byte a character, whatever the alphabet
        Err(error) => error.as_bytes().iter().map(|&b| char::from(b)).collect(),
    };
    Ok(text)
}

/// Whether about every second byte is zero, as in letters of UTF-16.
fn zeros_alternate(bytes: &[u8]) -> bool {
    let zeros = |first: usize| bytes.iter().skip(first).step_by(2).filter(|b| **b == 0);
    let half = bytes.len() / 2;
    (0..2).any(|first| zeros(first).count() * 10 > half * 9)
}

/// All members of a gzip file. Zeros after the last, with which tapes and archives pad, mean
/// nothing; anything else there is not read, as gzip itself has it.
fn unpacked(bytes: &[u8], odd: &mut Vec<String>) -> Result<Vec<u8>, MpsError> {
    let mut unpacked = Vec::new();
    let mut rest = bytes;
    while rest.starts_with(&[0x1f, 0x8b]) {
        flate2::bufread::GzDecoder::new(&mut rest)
            .read_to_end(&mut unpacked)
            .map_err(|error| MpsError::OtherFile {
                what: format!("is gzipped and damaged: {error}"),
            })?;
    }
    if rest.iter().any(|&byte| byte != 0) {
        odd.push(format!(
            "{} bytes after the gzipped part are not read",
            rest.len()
        ));
    }
    Ok(unpacked)
}

/// Refuses line ends by carriage returns alone, and zeros.
///
/// # Errors
/// Where they are.
pub(super) fn refuse_odd_lines(text: &str) -> Result<(), MpsError> {
    if text.contains('\0') {
        return Err(MpsError::OtherFile {
            what: "holds zero bytes: it is no text".into(),
        });
    }
    let mut lines = text.split('\n').enumerate();
    let lone = lines.find(|(_, line)| line.strip_suffix('\r').unwrap_or(line).contains('\r'));
    let Some((line, _)) = lone else { return Ok(()) };
    if !text.contains('\n') {
        return Err(MpsError::OtherFile {
            what: "ends its lines by carriage returns alone, as old Macintosh programs did; \
                   convert them to line feeds (mac2unix)"
                .into(),
        });
    }
    Err(MpsError::Line {
        line: line + 1,
        complaint: "a carriage return stands within the line; lines end in LF or CR LF".into(),
    })
}

/// What a text looks like whose first line with content is no header of MPS.
pub(super) fn other_format(first: &str) -> Option<&'static str> {
    let line = first.trim_start().to_ascii_lowercase();
    let word = line.split(|c: char| !c.is_ascii_alphabetic()).next();
    let begins = |heads: &[&str]| heads.iter().any(|head| line.starts_with(head));
    if begins(&[
        "max:",
        "min:",
        "maximise:",
        "minimise:",
        "maximize:",
        "minimize:",
        "/*",
        "//",
    ]) {
        return Some("lp_solve's LP format");
    }
    if begins(&["\\", "subject to", "st\n"])
        || matches!(
            word,
            Some(
                "max"
                    | "min"
                    | "maximize"
                    | "minimize"
                    | "maximise"
                    | "minimise"
                    | "maximum"
                    | "minimum"
            )
        )
    {
        return Some("CPLEX's LP format");
    }
    if begins(&["{", "["]) {
        return Some("JSON");
    }
    if begins(&["<"]) {
        return Some("XML or a web page");
    }
    if begins(&["g3 ", "b3 "]) {
        return Some("AMPL's nl format");
    }
    begins(&["p lp", "p mip", "c "]).then_some("GLPK's own format")
}
