//! The elements of one long JSON array, or the members of one long object, without holding it.

use super::guard::LONGEST_ROW;
use std::io::{BufRead, Error, ErrorKind, Result};

/// Cuts a JSON array into its elements, or an object into its members.
pub(crate) struct Elements<R> {
    inner: R,
    line: u64,
    is_object: bool,
    first: bool,
}

/// One element as it is written, with the line on which it begins and, in an object, its key.
#[derive(Debug, Default)]
pub(crate) struct Element {
    pub key: Option<String>,
    pub text: Vec<u8>,
    pub line: u64,
}

impl<R: BufRead> Elements<R> {
    /// Of a stream that begins with `[` or `{`, spaces and a byte order mark aside.
    pub fn new(inner: R) -> Result<Self> {
        let mut elements = Elements {
            inner,
            line: 1,
            is_object: false,
            first: true,
        };
        match elements.skip()? {
            Some(b'[') => {}
            Some(b'{') => elements.is_object = true,
            _ => return Err(wrong("expected a JSON array or object")),
        }
        elements.inner.consume(1);
        Ok(elements)
    }

    /// The line that is being read.
    pub fn line(&self) -> u64 {
        self.line
    }

    /// The next element, `None` behind the last.
    pub fn next(&mut self) -> Result<Option<Element>> {
        let end = if self.is_object { b'}' } else { b']' };
        match self.skip()? {
            None => return Err(wrong("the JSON breaks off")),
            Some(b) if b == end => return self.close(),
            Some(b',') if !self.first => {
                self.inner.consume(1);
                self.skip()?;
            }
            Some(_) if self.first => {}
            Some(b) => return Err(wrong(&format!("expected a comma, found {:?}", b as char))),
        }
        self.first = false;
        let mut element = Element::default();
        if self.is_object {
            let mut key = Vec::new();
            self.value(&mut key)?;
            let key = serde_json::from_slice(&key).map_err(|_| wrong("a key is no string"))?;
            element.key = Some(key);
            if self.skip()? != Some(b':') {
                return Err(wrong("expected a colon after a key"));
            }
            self.inner.consume(1);
            self.skip()?;
        }
        element.line = self.line;
        self.value(&mut element.text)?;
        if element.text.trim_ascii().is_empty() {
            return Err(wrong("an element is empty"));
        }
        Ok(Some(element))
    }

    /// Only spaces may follow the end.
    fn close(&mut self) -> Result<Option<Element>> {
        self.inner.consume(1);
        match self.skip()? {
            None => Ok(None),
            Some(_) => Err(wrong("there is more behind the JSON's end")),
        }
    }

    /// The next byte that is no space, not taken.
    fn skip(&mut self) -> Result<Option<u8>> {
        loop {
            let ahead = self.inner.fill_buf()?;
            if ahead.is_empty() {
                return Ok(None);
            }
            let spaces = ahead
                .iter()
                .take_while(|b| b.is_ascii_whitespace() || matches!(b, 0xef | 0xbb | 0xbf))
                .count();
            self.line += ahead[..spaces].iter().filter(|&&b| b == b'\n').count() as u64;
            let found = ahead.get(spaces).copied();
            self.inner.consume(spaces);
            if found.is_some() {
                return Ok(found);
            }
        }
    }

    /// Takes one value: up to a comma, colon or closing bracket outside of everything.
    fn value(&mut self, text: &mut Vec<u8>) -> Result<()> {
        let (mut depth, mut inside, mut escaped) = (0u32, false, false);
        loop {
            let ahead = self.inner.fill_buf()?;
            if ahead.is_empty() {
                return Err(wrong("the JSON breaks off"));
            }
            let mut taken = ahead.len();
            let mut done = false;
            for (i, &b) in ahead.iter().enumerate() {
                if inside {
                    match b {
                        _ if escaped => escaped = false,
                        b'\\' => escaped = true,
                        b'"' => inside = false,
                        _ => {}
                    }
                    continue;
                }
                match b {
                    b'"' => inside = true,
                    b'[' | b'{' => depth += 1,
                    b']' | b'}' if depth > 0 => depth -= 1,
                    b']' | b'}' | b',' | b':' if depth == 0 => {
                        taken = i;
                        done = true;
                        break;
                    }
                    _ => {}
                }
            }
            self.line += ahead[..taken].iter().filter(|&&b| b == b'\n').count() as u64;
            text.extend_from_slice(&ahead[..taken]);
            self.inner.consume(taken);
            if done {
                return Ok(());
            }
            if text.len() as u64 > LONGEST_ROW {
                return Err(wrong(&format!(
                    "an element is longer than {LONGEST_ROW} bytes"
                )));
            }
        }
    }
}

fn wrong(problem: &str) -> Error {
    Error::new(ErrorKind::InvalidData, problem)
}

#[cfg(test)]
mod tests {
    use super::Elements;
    use std::io::BufReader;

    fn cut(text: &str) -> std::io::Result<Vec<(Option<String>, String, u64)>> {
        // A buffer of three bytes cuts everything everywhere.
        let mut elements = Elements::new(BufReader::with_capacity(3, text.as_bytes()))?;
        let mut all = Vec::new();
        while let Some(e) = elements.next()? {
            let text = String::from_utf8_lossy(&e.text).trim().to_owned();
            all.push((e.key, text, e.line));
        }
        Ok(all)
    }

    #[test]
    fn arrays_and_objects_are_cut_into_their_elements() {
        let array = cut("\u{feff} [ {\"a\": \"],\\\"\"},\n [1, 2] , 3\n]\n").expect("an array");
        let texts: Vec<&str> = array.iter().map(|e| e.1.as_str()).collect();
        assert_eq!(texts, ["{\"a\": \"],\\\"\"}", "[1, 2]", "3"]);
        assert_eq!(array.iter().map(|e| e.2).collect::<Vec<_>>(), [1, 2, 2]);
        let object = cut("{\"x\\n\": {\"k\": 1},\n\"y\": 2}").expect("an object");
        assert_eq!(object[0], (Some("x\n".into()), "{\"k\": 1}".into(), 1));
        assert_eq!(object[1], (Some("y".into()), "2".into(), 2));
        assert!(cut("[]").expect("empty").is_empty());
        for wrong in [
            "[1",
            "[1,]",
            "[,1]",
            "[1 2",
            "1",
            "",
            "[1] x",
            "{1:2}",
            "{\"a\" 1}",
            "[1:2]",
        ] {
            assert!(cut(wrong).is_err(), "{wrong}");
        }
    }
}
