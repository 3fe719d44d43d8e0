//! Certificates as text, version 2: about programs of rationals.
//!
//! The guide describes the format ([`crate::guide::certificates`]).
//!
//! The last line is the SHA-256 of the text before it, so that no field or number can be changed
//! and go unnoticed: prices that exclude feasibility with room to spare would else bear a small
//! change, and still prove what they claim. Whoever computes the hash anew has made another
//! certificate, which is worth what [`super::check`] finds in it.

use std::fmt::Write as _;
use std::str::{FromStr, Lines};

use dashu_int::UBig;
use sha2::{Digest, Sha256};

use crate::lp::certificate::{Certificate, Claim, Ratio, Vector};
use crate::lp::dyadic::Dyadic;

/// First line of the format.
const HEADER: &str = "firstbest-certificate 2";

/// Why a text is no certificate.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line} of the certificate: {complaint}")]
pub struct FormatError {
    /// Line number, counted from 1.
    pub line: usize,
    /// What is wrong.
    pub complaint: String,
}

/// The certificate as text.
#[must_use]
pub fn write(certificate: &Certificate) -> String {
    let mut text = format!("{HEADER}\nprogram {:016x}\n", certificate.program);
    match &certificate.claim {
        Claim::Bounded { primal, dual } => {
            text.push_str("claim bounded\n");
            for (words, pair) in [
                (["objective", "point"], primal),
                (["bound", "prices"], dual),
            ] {
                if let Some((vector, value)) = pair {
                    let _ = writeln!(
                        text,
                        "{} {}/{}",
                        words[0], value.numerator, value.denominator
                    );
                    write_vector(&mut text, words[1], vector);
                }
            }
        }
        Claim::Infeasible { prices } => {
            text.push_str("claim infeasible\n");
            write_vector(&mut text, "prices", prices);
        }
        Claim::Unbounded { point, ray } => {
            text.push_str("claim unbounded\n");
            write_vector(&mut text, "point", point);
            write_vector(&mut text, "ray", ray);
        }
    }
    let digest = digest(&text);
    let _ = writeln!(text, "end {digest}");
    text
}

fn write_vector(text: &mut String, word: &str, vector: &Vector) {
    let _ = writeln!(
        text,
        "{word} {} {}",
        vector.denominator,
        vector.entries.len()
    );
    for (index, value) in &vector.entries {
        let _ = writeln!(text, "{index} {value}");
    }
}

fn digest(text: &str) -> String {
    let bytes = Sha256::digest(text.as_bytes());
    bytes.iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// Reads a certificate.
///
/// # Errors
/// The first line that is not as the format says.
pub fn read(text: &str) -> Result<Certificate, FormatError> {
    let mut reader = Reader {
        lines: text.lines(),
        line: 0,
        consumed: 0,
        text,
        pending: None,
    };
    if reader.next()? != HEADER {
        return Err(reader.error(format!("expected '{HEADER}'")));
    }
    let program = reader.after("program")?;
    let program = u64::from_str_radix(program, 16)
        .map_err(|_| reader.error(format!("'{program}' is no hexadecimal number")))?;
    let claim = match reader.after("claim")? {
        "bounded" => Claim::Bounded {
            primal: reader.pair("objective", "point")?,
            dual: reader.pair("bound", "prices")?,
        },
        "infeasible" => Claim::Infeasible {
            prices: reader.vector("prices")?,
        },
        "unbounded" => Claim::Unbounded {
            point: reader.vector("point")?,
            ray: reader.vector("ray")?,
        },
        other => return Err(reader.error(format!("unknown claim '{other}'"))),
    };
    let body = &text[..reader.consumed];
    let stated = reader.after("end")?;
    if stated != digest(body) {
        return Err(reader.error("the text is not the one that was hashed".into()));
    }
    if reader.lines.next().is_some() {
        reader.line += 1;
        return Err(reader.error("nothing may follow the end".into()));
    }
    Ok(Certificate { program, claim })
}

struct Reader<'a> {
    lines: Lines<'a>,
    line: usize,
    /// Bytes of the lines read so far.
    consumed: usize,
    text: &'a str,
    pending: Option<&'a str>,
}

impl<'a> Reader<'a> {
    fn error(&self, complaint: String) -> FormatError {
        FormatError {
            line: self.line,
            complaint,
        }
    }

    fn peek(&mut self) -> Option<&'a str> {
        if self.pending.is_none() {
            self.pending = self.lines.next();
        }
        self.pending
    }

    fn next(&mut self) -> Result<&'a str, FormatError> {
        self.line += 1;
        let line = self.peek();
        self.pending = None;
        let line = line.ok_or_else(|| self.error("the text ends too early".into()))?;
        // the line's place in the text, so that whatever ended it is counted
        let start = line.as_ptr() as usize - self.text.as_ptr() as usize;
        let end = start + line.len();
        self.consumed = end + self.text[end..].find('\n').map_or(0, |k| k + 1);
        Ok(line)
    }

    fn after(&mut self, word: &str) -> Result<&'a str, FormatError> {
        let line = self.next()?;
        line.strip_prefix(word)
            .and_then(|rest| rest.strip_prefix(' '))
            .ok_or_else(|| self.error(format!("expected '{word} …', found '{line}'")))
    }

    fn parsed<T: FromStr>(&self, text: &str) -> Result<T, FormatError> {
        // libraries differ in what else they take: a plus, underscores, digits of other scripts
        let plain = |c: char| c.is_ascii_digit() || matches!(c, '-' | 'p');
        let parsed = text.parse().ok().filter(|_| text.chars().all(plain));
        parsed.ok_or_else(|| self.error(format!("'{text}' is no number of the kind expected")))
    }

    fn denominator(&self, text: &str) -> Result<UBig, FormatError> {
        let value: UBig = self.parsed(text)?;
        if value.is_zero() {
            return Err(self.error("a denominator is 0".into()));
        }
        Ok(value)
    }

    fn pair(&mut self, value: &str, vector: &str) -> Result<Option<(Vector, Ratio)>, FormatError> {
        if !self.peek().is_some_and(|line| line.starts_with(value)) {
            return Ok(None);
        }
        let ratio = self.after(value)?;
        let (numerator, denominator) = ratio.split_once('/').unwrap_or((ratio, "1"));
        let ratio = Ratio {
            numerator: self.parsed(numerator)?,
            denominator: self.denominator(denominator)?,
        };
        Ok(Some((self.vector(vector)?, ratio)))
    }

    fn vector(&mut self, word: &str) -> Result<Vector, FormatError> {
        let header = self.after(word)?;
        let (denominator, count) = header
            .split_once(' ')
            .ok_or_else(|| self.error("expected denominator and number of entries".into()))?;
        let denominator = self.denominator(denominator)?;
        let count: usize = self.parsed(count)?;
        let mut entries = Vec::new();
        for _ in 0..count {
            let line = self.next()?;
            let (index, value) = line
                .split_once(' ')
                .ok_or_else(|| self.error("expected index and number".into()))?;
            entries.push((self.parsed(index)?, self.parsed::<Dyadic>(value)?));
        }
        Ok(Vector {
            denominator,
            entries,
        })
    }
}
