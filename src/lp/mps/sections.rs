//! The lines of ROWS, COLUMNS, RHS and RANGES.

use dashu_ratio::RBig;

use super::number::Number;
use super::state::{Column, End, Outcome, Reader, Row, Target};

/// A row's name, and a number as written and as read.
struct Entry<'a> {
    row: &'a str,
    text: &'a str,
    value: Number,
}

impl Reader {
    pub(super) fn row(&mut self, fields: &[&str]) -> Outcome<()> {
        let &[kind, name] = fields else {
            return Err(format!(
                "a row needs a type and a name, not {} fields",
                fields.len()
            ));
        };
        let target = match kind.to_ascii_uppercase().as_str() {
            "N" if self.has_objective || self.other_objective(name) => {
                self.remarks.further_objective();
                Target::Nowhere
            }
            "N" => {
                self.has_objective = true;
                Target::Objective
            }
            "L" | "G" | "E" => {
                self.rows.push(Row {
                    name: name.to_owned(),
                    kind: kind.to_ascii_uppercase().chars().next().unwrap_or('E'),
                    entries: Vec::new(),
                    rhs: None,
                    range: None,
                });
                Target::Row(self.rows.len() - 1)
            }
            _ => return Err(format!("row type '{kind}' is not one of N, L, G, E")),
        };
        if self.targets.insert(name.to_owned(), target).is_some() {
            return Err(format!("row '{name}' is declared twice"));
        }
        Ok(())
    }

    /// Whether OBJNAME asks for another row than this.
    fn other_objective(&self, name: &str) -> bool {
        let wanted = self.objective.as_deref();
        wanted.is_some_and(|wanted| wanted != name)
    }

    pub(super) fn column(&mut self, fields: &[&str]) -> Outcome<()> {
        if let Some(outcome) = self.marker(fields) {
            return outcome;
        }
        let Some((&name, pairs)) = fields.split_first() else {
            return Ok(());
        };
        let last = self.columns.len().wrapping_sub(1);
        let column = match self.column_index.get(name) {
            Some(&column) if column == last => column,
            Some(_) => return Err(format!("the lines of column '{name}' are not together")),
            None => {
                self.columns.push(Column {
                    name: name.to_owned(),
                    cost: None,
                    lower: End::Unset,
                    upper: End::Unset,
                    marked: self.integer,
                    bounded: false,
                    integer_bound: false,
                    semicontinuous: false,
                });
                let column = self.columns.len() - 1;
                self.column_index.insert(name.to_owned(), column);
                column
            }
        };
        for Entry { row, text, value } in self.pairs_of(pairs)? {
            let target = self.target(row)?;
            let value = finite(value, text, "coefficient", row)?;
            match target {
                Target::Nowhere => {}
                Target::Objective => {
                    if self.columns[column].cost.replace(value).is_some() {
                        return Err(doubled(name, row));
                    }
                }
                Target::Row(i) => {
                    let entries = &mut self.rows[i].entries;
                    // the lines of a column are together, so a double is the last one
                    if entries.last().is_some_and(|&(j, _)| j == column) {
                        return Err(doubled(name, row));
                    }
                    entries.push((column, value));
                }
            }
        }
        Ok(())
    }

    /// A line that begins or ends a run of integer columns; `None` if it is another one.
    fn marker(&mut self, fields: &[&str]) -> Option<Outcome<()>> {
        let bare = |field: &str| field.trim_matches(['\'', '"']).to_ascii_uppercase();
        let (head, last) = (fields.iter().take(2), bare(fields.last()?));
        if !head.clone().any(|field| bare(field) == "MARKER") || fields.len() < 2 {
            return None;
        }
        let quoted = head
            .clone()
            .any(|f| f.starts_with(['\'', '"']) && bare(f) == "MARKER");
        let before = std::mem::replace(&mut self.integer, last == "INTORG");
        Some(match last.as_str() {
            "INTORG" if before => Err("an INTORG marker follows another".into()),
            "INTEND" if !before => Err("an INTEND marker has no INTORG before it".into()),
            "INTORG" | "INTEND" => Ok(()),
            "SOSORG" | "SOSEND" => Err(format!(
                "a '{last}' marker: special ordered sets are no part of a linear program"
            )),
            // a column or a row may have that name
            _ if !quoted => {
                self.integer = before;
                return None;
            }
            _ => Err("a MARKER line ends in 'INTORG' or 'INTEND'".into()),
        })
    }

    pub(super) fn right_hand_side(&mut self, fields: &[&str]) -> Outcome<()> {
        for Entry { row, text, value } in self.pairs_in_set(0, "RHS", fields)? {
            match self.target(row)? {
                Target::Objective => {
                    let constant = -finite(value, text, "right-hand side", row)?;
                    let twice = |earlier: RBig| earlier != constant;
                    if self.constant.replace(constant.clone()).is_some_and(twice) {
                        return Err(format!("row '{row}' has two right-hand sides in one set"));
                    }
                }
                Target::Nowhere => {}
                Target::Row(i) => {
                    let row = &mut self.rows[i];
                    let value = match (value.into_bound(), row.kind) {
                        (Number::Infinite { negative }, kind)
                            if (kind != 'L' || negative) && (kind != 'G' || !negative) =>
                        {
                            return Err(format!(
                                "a right-hand side of {text} leaves row '{}' no value: numbers \
                                 from 1e20 on mean that there is no bound",
                                row.name
                            ));
                        }
                        (value, _) => value,
                    };
                    fill(&mut row.rhs, value, "right-hand sides", &row.name)?;
                }
            }
        }
        Ok(())
    }

    pub(super) fn range(&mut self, fields: &[&str]) -> Outcome<()> {
        for Entry { row, value, .. } in self.pairs_in_set(1, "RANGES", fields)? {
            match self.target(row)? {
                Target::Row(i) => {
                    fill(&mut self.rows[i].range, value.into_bound(), "ranges", row)?;
                }
                _ => self
                    .remarks
                    .note(format!("the range of the N row '{row}' has no meaning")),
            }
        }
        Ok(())
    }

    /// The pairs of a line with or without a set name, none if the set is not the first.
    fn pairs_in_set<'a>(
        &mut self,
        which: usize,
        section: &'static str,
        fields: &[&'a str],
    ) -> Outcome<Vec<Entry<'a>>> {
        let (set, pairs) = match fields.len() % 2 {
            1 => (fields[0], &fields[1..]),
            _ => ("", fields),
        };
        if !self.is_of_first_set(which, section, set) {
            return Ok(Vec::new());
        }
        self.pairs_of(pairs)
    }

    /// Whether a line counts: those without a name belong to the first set.
    pub(super) fn is_of_first_set(
        &mut self,
        which: usize,
        section: &'static str,
        set: &str,
    ) -> bool {
        if set.is_empty() {
            return true;
        }
        let first = self.sets[which].get_or_insert_with(|| set.to_owned());
        if first == set {
            return true;
        }
        self.remarks.other_set(section, first, set);
        false
    }

    fn target(&self, row: &str) -> Outcome<Target> {
        let found = self.targets.get(row).copied();
        found.ok_or_else(|| format!("row '{row}' is not declared in ROWS"))
    }

    fn pairs_of<'a>(&self, fields: &[&'a str]) -> Outcome<Vec<Entry<'a>>> {
        if fields.is_empty() || fields.len() % 2 == 1 {
            return Err("expected pairs of a row name and a number".into());
        }
        let pair = |pair: &[&'a str]| {
            let (row, text) = (pair[0], pair[1]);
            let value = Number::parse(text).map_err(|complaint| {
                match self.targets.contains_key(text) && !self.targets.contains_key(row) {
                    true => format!(
                        "expected row names and numbers in turn, found row '{text}' after '{row}'"
                    ),
                    false => complaint,
                }
            })?;
            Ok(Entry { row, text, value })
        };
        fields.chunks_exact(2).map(pair).collect()
    }
}

/// Puts a row's number where none is yet, or the same.
fn fill(slot: &mut Option<Number>, value: Number, what: &str, row: &str) -> Outcome<()> {
    let same = slot.as_ref().is_none_or(|earlier| *earlier == value);
    *slot = Some(value);
    match same {
        true => Ok(()),
        false => Err(format!("row '{row}' has two {what} in one set")),
    }
}

fn doubled(column: &str, row: &str) -> String {
    format!("column '{column}' has two entries in row '{row}'; give their sum as one")
}

fn finite(value: Number, text: &str, what: &str, row: &str) -> Outcome<RBig> {
    let value = value.into_finite(text);
    value.map_err(|complaint| format!("the {what} in row '{row}': {complaint}"))
}
