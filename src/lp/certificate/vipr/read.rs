//! VIPR files as data.

use std::iter::Peekable;
use std::vec::IntoIter;

use dashu_int::{IBig, UBig};
use dashu_ratio::RBig;

use super::{Constraint, Goal, Reason, Relation, Row, Vipr};
use crate::lp::Sense;
use crate::lp::certificate::file::FormatError;

/// Digits beyond which a number is refused.
const MOST_DIGITS: usize = 1_000_000;

/// Reads a file.
///
/// # Errors
/// The first word that is not as the format says, with its line.
pub fn read(text: &str) -> Result<Vipr, FormatError> {
    let lines = text.lines().enumerate();
    let mut head = true;
    let words: Vec<(usize, &str)> = lines
        .filter(|(_, line)| {
            // comments stand before everything else
            head &= line.trim().is_empty() || line.trim_start().starts_with('%');
            !head
        })
        .flat_map(|(k, line)| line.split_whitespace().map(move |word| (k + 1, word)))
        .collect();
    let mut reader = Reader {
        line: words.first().map_or(1, |(line, _)| *line),
        words: words.into_iter().peekable(),
        objective: Vec::new(),
    };
    let file = reader.file()?;
    match reader.words.next() {
        Some((line, word)) => {
            let complaint = format!("'{word}' follows the last derivation");
            Err(FormatError { line, complaint })
        }
        None => Ok(file),
    }
}

struct Reader<'a> {
    words: Peekable<IntoIter<(usize, &'a str)>>,
    line: usize,
    objective: Row,
}

impl<'a> Reader<'a> {
    fn error(&self, complaint: String) -> FormatError {
        FormatError {
            line: self.line,
            complaint,
        }
    }

    fn word(&mut self) -> Result<&'a str, FormatError> {
        let (line, word) = self
            .words
            .next()
            .ok_or_else(|| self.error("the file ends too early".into()))?;
        self.line = line;
        Ok(word)
    }

    fn keyword(&mut self, expected: &str) -> Result<(), FormatError> {
        match self.word()? {
            word if word == expected => Ok(()),
            word => Err(self.error(format!("expected '{expected}', found '{word}'"))),
        }
    }

    fn count(&mut self) -> Result<usize, FormatError> {
        let word = self.word()?;
        word.parse()
            .map_err(|_| self.error(format!("'{word}' is no count")))
    }

    fn index(&mut self, below: usize, of: &str) -> Result<usize, FormatError> {
        let index = self.count()?;
        if index >= below {
            return Err(self.error(format!("{of} {index} does not exist; there are {below}")));
        }
        Ok(index)
    }

    fn number(&mut self) -> Result<RBig, FormatError> {
        let word = self.word()?;
        value(word).ok_or_else(|| self.error(format!("'{word}' is no number")))
    }

    /// `p i_1 v_1 … i_p v_p`, sorted, zeros left out.
    fn row(&mut self, below: usize, of: &str) -> Result<Row, FormatError> {
        let count = self.count()?;
        self.entries(count, below, of)
    }

    fn entries(&mut self, count: usize, below: usize, of: &str) -> Result<Row, FormatError> {
        let mut row = Row::new();
        for _ in 0..count {
            row.push((self.index(below, of)?, self.number()?));
        }
        row.sort_by_key(|(index, _)| *index);
        if let Some(pair) = row.windows(2).find(|pair| pair[0].0 == pair[1].0) {
            return Err(self.error(format!("{of} {} stands twice", pair[0].0)));
        }
        row.retain(|(_, value)| !value.is_zero());
        Ok(row)
    }

    fn constraint(&mut self, variables: usize) -> Result<Constraint, FormatError> {
        let name = self.word()?.to_owned();
        let relation = match self.word()? {
            "G" => Relation::AtLeast,
            "E" => Relation::Equal,
            "L" => Relation::AtMost,
            word => return Err(self.error(format!("expected G, E or L, found '{word}'"))),
        };
        let bound = self.number()?;
        let row = match self.words.peek() {
            Some((_, "OBJ")) => {
                self.word()?;
                self.objective.clone()
            }
            _ => self.row(variables, "variable")?,
        };
        Ok(Constraint {
            name,
            relation,
            bound,
            row,
        })
    }

    fn reason(&mut self, earlier: usize) -> Result<Reason, FormatError> {
        self.keyword("{")?;
        let kind = self.word()?;
        if kind == "lin" {
            match self.words.peek() {
                Some((_, word)) if word.parse::<usize>().is_ok() => {
                    let terms = self.row(earlier, "constraint")?;
                    self.keyword("}")?;
                    return Ok(Reason::Combination(terms));
                }
                _ => {}
            }
        }
        let mut words = vec![kind];
        let mut depth = 1;
        while depth > 0 {
            match self.word()? {
                "{" => depth += 1,
                "}" => depth -= 1,
                word if words.len() < 2 && kind == "lin" => words.push(word),
                _ => {}
            }
        }
        Ok(Reason::Other(words.join(" ")))
    }

    fn end(&mut self, none: &str) -> Result<Option<RBig>, FormatError> {
        match self.words.peek() {
            Some((_, word)) if *word == none => {
                self.word()?;
                Ok(None)
            }
            _ => Ok(Some(self.number()?)),
        }
    }

    fn file(&mut self) -> Result<Vipr, FormatError> {
        self.keyword("VER")?;
        let version = self.word()?;
        if !matches!(version, "1.0" | "1.1") {
            return Err(self.error(format!("version {version} is not known; 1.0 and 1.1 are")));
        }
        self.keyword("VAR")?;
        let count = self.count()?;
        let mut variables = Vec::new();
        for _ in 0..count {
            variables.push(self.word()?.to_owned());
        }
        self.keyword("INT")?;
        for _ in 0..self.count()? {
            self.index(count, "variable")?;
        }
        self.keyword("OBJ")?;
        let sense = match self.word()? {
            "min" => Sense::Minimise,
            "max" => Sense::Maximise,
            word => return Err(self.error(format!("expected min or max, found '{word}'"))),
        };
        self.objective = self.row(count, "variable")?;
        self.keyword("CON")?;
        let (stated, _bounds) = (self.count()?, self.count()?);
        let mut constraints = Vec::new();
        for _ in 0..stated {
            constraints.push(self.constraint(count)?);
        }
        self.keyword("RTP")?;
        let goal = match self.word()? {
            "infeas" => Goal::Infeasible,
            "range" => Goal::Range(self.end("-inf")?, self.end("inf")?),
            word => return Err(self.error(format!("expected infeas or range, found '{word}'"))),
        };
        self.keyword("SOL")?;
        let mut solutions = Vec::new();
        for _ in 0..self.count()? {
            let name = self.word()?.to_owned();
            solutions.push((name, self.row(count, "variable")?));
        }
        self.keyword("DER")?;
        let mut derivations = Vec::new();
        for place in 0..self.count()? {
            let constraint = self.constraint(count)?;
            let reason = self.reason(stated + place)?;
            let last = self.word()?;
            if last.parse::<i64>().is_err() {
                return Err(self.error(format!("'{last}' is no index")));
            }
            derivations.push((constraint, reason));
        }
        Ok(Vipr {
            variables,
            sense,
            objective: self.objective.clone(),
            constraints,
            goal,
            solutions,
            derivations,
        })
    }
}

/// An integer, a decimal without a power of ten, or a fraction of integers.
fn value(word: &str) -> Option<RBig> {
    if word.len() > MOST_DIGITS {
        return None;
    }
    let plain = |text: &str| {
        text.bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b'-')
    };
    if let Some((above, below)) = word.split_once('/') {
        let below: UBig = below.parse().ok().filter(|_| plain(below))?;
        let above: IBig = above.parse().ok().filter(|_| plain(above))?;
        return (!below.is_zero()).then(|| RBig::from_parts(above, below));
    }
    let (before, after) = word.split_once('.').unwrap_or((word, ""));
    let digits = format!("{before}{after}");
    let digits: IBig = digits.parse().ok().filter(|_| plain(&digits))?;
    Some(RBig::from_parts(digits, UBig::from(10u8).pow(after.len())))
}
