//! The lines of each section.

use super::decimal::Decimal;
use super::read::{Column, Outcome, Reader, Row, Target};

/// From this size on a bound means none, as CPLEX, Gurobi and SCIP have it.
pub(super) const NO_BOUND: f64 = 1e20;

impl Reader {
    pub(super) fn row(&mut self, fields: &[&str]) -> Outcome<()> {
        let &[kind, name] = fields else {
            return Err(format!(
                "a row needs a type and a name, not {} fields",
                fields.len()
            ));
        };
        let target = match kind.to_ascii_uppercase().as_str() {
            "N" if self.has_objective || self.other_objective(name) => Target::Nowhere,
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
        self.objective
            .as_deref()
            .is_some_and(|wanted| wanted != name)
    }

    pub(super) fn column(&mut self, fields: &[&str]) -> Outcome<()> {
        if fields
            .get(1)
            .is_some_and(|f| f.trim_matches('\'').eq_ignore_ascii_case("MARKER"))
        {
            let last = fields.last().map(|f| f.trim_matches('\''));
            match last.map(str::to_ascii_uppercase).as_deref() {
                Some("INTORG") => self.integer = true,
                Some("INTEND") => self.integer = false,
                _ => return Err("a MARKER line ends in 'INTORG' or 'INTEND'".into()),
            }
            return Ok(());
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
                    lower: None,
                    upper: None,
                });
                self.integer_columns += usize::from(self.integer);
                let column = self.columns.len() - 1;
                self.column_index.insert(name.to_owned(), column);
                column
            }
        };
        for (row, value) in pairs_of(pairs)? {
            match self.target(row)? {
                Target::Nowhere => {}
                Target::Objective => {
                    if self.columns[column].cost.replace(value.float).is_some() {
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

    pub(super) fn right_hand_side(&mut self, fields: &[&str]) -> Outcome<()> {
        for (row, value) in self.pairs_in_set(0, fields)? {
            match self.target(row)? {
                Target::Objective => self.constant = -value.float,
                Target::Nowhere => {}
                Target::Row(i) => fill(&mut self.rows[i].rhs, value, "right-hand sides", row)?,
            }
        }
        Ok(())
    }

    pub(super) fn range(&mut self, fields: &[&str]) -> Outcome<()> {
        for (row, value) in self.pairs_in_set(1, fields)? {
            if let Target::Row(i) = self.target(row)? {
                fill(&mut self.rows[i].range, value, "ranges", row)?;
            }
        }
        Ok(())
    }

    /// The pairs of a line with or without a set name, none if the set is not the first.
    fn pairs_in_set<'a>(
        &mut self,
        which: usize,
        fields: &[&'a str],
    ) -> Outcome<Vec<(&'a str, Decimal)>> {
        let (set, pairs) = match fields.len() % 2 {
            1 => (fields[0], &fields[1..]),
            _ => ("", fields),
        };
        if !self.is_first_set(which, set) {
            return Ok(Vec::new());
        }
        pairs_of(pairs)
    }

    /// Lines without a name belong to the first set.
    fn is_first_set(&mut self, which: usize, set: &str) -> bool {
        set.is_empty() || self.sets[which].get_or_insert_with(|| set.to_owned()) == set
    }

    fn target(&self, row: &str) -> Outcome<Target> {
        let found = self.targets.get(row).copied();
        found.ok_or_else(|| format!("row '{row}' is not declared in ROWS"))
    }
}

/// Puts a row's number where none is yet, or the same.
fn fill(slot: &mut Option<Decimal>, value: Decimal, what: &str, row: &str) -> Outcome<()> {
    match slot.replace(value) {
        Some(earlier) if earlier.float != value.float => {
            Err(format!("row '{row}' has two {what} in one set"))
        }
        _ => Ok(()),
    }
}

fn doubled(column: &str, row: &str) -> String {
    format!("column '{column}' has two entries in row '{row}'; give their sum as one")
}

fn number(text: &str) -> Outcome<Decimal> {
    let value = Decimal::parse(text).ok_or_else(|| format!("'{text}' is no number"))?;
    if value.float.is_infinite() {
        return Err(format!("'{text}' is no finite number"));
    }
    Ok(value)
}

fn pairs_of<'a>(fields: &[&'a str]) -> Outcome<Vec<(&'a str, Decimal)>> {
    if fields.is_empty() || fields.len() % 2 == 1 {
        return Err("expected pairs of a row name and a number".into());
    }
    let pairs = fields.chunks_exact(2);
    pairs.map(|pair| Ok((pair[0], number(pair[1])?))).collect()
}

/// One line of BOUNDS.
pub(super) fn bound(reader: &mut Reader, fields: &[&str]) -> Outcome<()> {
    let Some((&kind, rest)) = fields.split_first() else {
        return Ok(());
    };
    let kind = kind.to_ascii_uppercase();
    let needs_value = match kind.as_str() {
        "UP" | "LO" | "FX" | "UI" | "LI" | "SC" => true,
        "FR" | "MI" | "PL" | "BV" => false,
        _ => {
            return Err(format!(
                "bound type '{kind}' is not one of UP, LO, FX, FR, MI, PL, BV, UI, LI, SC"
            ));
        }
    };
    let is_column = |field: &str| reader.column_index.contains_key(field);
    let (set, column, value) = match *rest {
        // semi-continuous without an upper bound
        [_, column] | [column] if kind == "SC" && is_column(column) => ("", column, Some("inf")),
        [column, value] if needs_value => ("", column, Some(value)),
        [set, column, value] => (set, column, Some(value)),
        [column] if !needs_value => ("", column, None),
        [column, _] if !is_column(rest[1]) => ("", column, None),
        [set, column] => (set, column, None),
        _ => return Err(format!("a bound of type {kind} has set, column and value")),
    };
    if !reader.is_first_set(2, set) {
        return Ok(());
    }
    let index = *reader
        .column_index
        .get(column)
        .ok_or_else(|| format!("column '{column}' is not declared in COLUMNS"))?;
    let value = if needs_value {
        let text = value.unwrap_or_default();
        let value = Decimal::parse(text).ok_or_else(|| format!("'{text}' is no number"))?;
        if value.float.abs() >= NO_BOUND {
            Decimal::of_float(f64::INFINITY.copysign(value.float))
        } else {
            value
        }
    } else {
        Decimal::of_float(0.0)
    };
    let plain = |float: f64| Some(Decimal::of_float(float));
    let slot = &mut reader.columns[index];
    match kind.as_str() {
        "UP" | "UI" => slot.upper = Some(value),
        "LO" | "LI" => slot.lower = Some(value),
        "FX" => (slot.lower, slot.upper) = (Some(value), Some(value)),
        "FR" => (slot.lower, slot.upper) = (plain(f64::NEG_INFINITY), plain(f64::INFINITY)),
        "MI" => slot.lower = plain(f64::NEG_INFINITY),
        "PL" => slot.upper = plain(f64::INFINITY),
        "SC" => {
            // 0, or between its bounds: relaxed to all between
            slot.lower = plain(slot.lower.map_or(0.0, |lower| lower.float).min(0.0));
            slot.upper = plain(value.float.max(0.0));
            reader.integer_columns += 1;
        }
        _ => (slot.lower, slot.upper) = (plain(0.0), plain(1.0)),
    }
    Ok(())
}
