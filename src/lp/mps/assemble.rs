//! From what a file says to a program.

use dashu_ratio::RBig;

use super::error::MpsError;
use super::number::Number;
use super::remarks::{Remarks, of_names};
use super::state::{Column, End, Reader, Row};
use crate::lp::program::Bounds;
use crate::lp::{LinearProgram, Sense};

/// What a file holds.
#[derive(Debug, Clone, PartialEq)]
pub struct Mps {
    /// The program.
    pub program: LinearProgram,
    /// How many columns are integer or semi-continuous; the program is then a relaxation.
    pub integer_columns: usize,
    /// What is odd about the file and does not keep it from being read.
    pub warnings: Vec<String>,
}

impl Mps {
    /// Whether the program is a relaxation of the one in the file.
    #[must_use]
    pub fn is_relaxed(&self) -> bool {
        self.integer_columns > 0
    }
}

impl Reader {
    pub(super) fn finish(mut self) -> Result<Mps, MpsError> {
        if !self.has_objective {
            if let Some(wanted) = self.objective {
                return Err(MpsError::Meaning {
                    complaint: format!("OBJNAME asks for '{wanted}', which is no N row of ROWS"),
                });
            }
            self.remarks.note("there is no N row: the objective is 0");
        }
        let mut program = LinearProgram::new(self.sense.unwrap_or(Sense::Minimise));
        program.name = self.name;
        program.set_exact_objective_constant(self.constant.unwrap_or(RBig::ZERO));
        let integer_columns = remark_on(&self.columns, &mut self.remarks);
        let mut ids = Vec::with_capacity(self.columns.len());
        for column in self.columns {
            let bounds = column.bounds()?;
            let id = program.add_exact_column(column.cost.unwrap_or(RBig::ZERO), bounds);
            program.name_column(id, column.name);
            ids.push(id);
        }
        for row in self.rows {
            let bounds = row.bounds();
            let entries = row.entries.into_iter().map(|(j, value)| (ids[j], value));
            let id = program.add_exact_row(bounds, entries);
            program.name_row(id, row.name);
        }
        program.check()?;
        Ok(Mps {
            warnings: self.remarks.finish(program.sense == Sense::Maximise),
            program,
            integer_columns,
        })
    }
}

/// Says which columns are relaxed or read in one of several ways; counts those relaxed.
fn remark_on(columns: &[Column], remarks: &mut Remarks) -> usize {
    let names = |wanted: fn(&Column) -> bool| {
        let chosen = columns.iter().filter(|column| wanted(column));
        chosen
            .map(|column| column.name.as_str())
            .collect::<Vec<_>>()
    };
    let mut remark = |wanted: fn(&Column) -> bool, what: &str, meaning: &str| {
        let names = names(wanted);
        if !names.is_empty() {
            remarks.note(format!("{} {meaning}", of_names(&names, what)));
        }
        names.len()
    };
    let relaxed = "made real: the program is a relaxation";
    let mut count = remark(|c| c.is_integer() && !c.semicontinuous, "integer", relaxed);
    count += remark(
        |c| c.semicontinuous,
        "semi-continuous",
        "made continuous down to 0: the program is a relaxation",
    );
    remark(
        |c| c.is_binary_by_default(),
        "integer",
        "without bounds taken to lie in [0, 1], as HiGHS, SCIP, GLPK and CBC read it; others read \
         no upper bound",
    );
    remark(
        Column::loses_its_floor,
        "bounded",
        "with a negative upper bound and no lower one taken to have none (-inf), as CBC and CPLEX \
         read it; others keep 0 and find no solution",
    );
    count
}

impl Column {
    fn is_integer(&self) -> bool {
        self.marked || self.integer_bound
    }

    fn is_binary_by_default(&self) -> bool {
        self.marked && !self.bounded
    }

    fn loses_its_floor(&self) -> bool {
        let negative = matches!(&self.upper, End::At(upper) if *upper < RBig::ZERO);
        negative && self.lower == End::Unset && !self.semicontinuous
    }

    fn bounds(&self) -> Result<Bounds, MpsError> {
        let lower = match &self.lower {
            End::At(lower) => Some(lower.clone()),
            End::Unset if !self.loses_its_floor() => Some(RBig::ZERO),
            _ => None,
        };
        let upper = match &self.upper {
            End::At(upper) => Some(upper.clone()),
            _ if self.is_binary_by_default() => Some(RBig::ONE),
            _ => None,
        };
        if !self.semicontinuous {
            return Ok((lower, upper));
        }
        if matches!((&lower, &upper), (Some(lower), Some(upper)) if lower > upper) {
            return Err(MpsError::Meaning {
                complaint: format!(
                    "the semi-continuous column '{}' has its upper bound below its lower one",
                    self.name
                ),
            });
        }
        // 0, or between the bounds: relaxed to all between
        Ok((
            lower.map(|lower| lower.min(RBig::ZERO)),
            upper.map(|upper| upper.max(RBig::ZERO)),
        ))
    }
}

impl Row {
    /// A range extends an equation to the side of its sign, and the others to the side they lack.
    fn bounds(&self) -> Bounds {
        let number = |value: &Number| match value {
            Number::Finite(value) => Some(value.clone()),
            Number::Infinite { .. } => None,
        };
        let rhs = self.rhs.as_ref().map_or(Some(RBig::ZERO), number);
        let Some(range) = &self.range else {
            return match self.kind {
                'L' => (None, rhs),
                'G' => (rhs, None),
                _ => (rhs.clone(), rhs),
            };
        };
        let negative = match range {
            Number::Finite(range) => *range < RBig::ZERO,
            Number::Infinite { negative } => *negative,
        };
        // without an end at the right-hand side, there is none that far from it
        let other = |below: bool| {
            let (rhs, range) = (rhs.clone()?, number(range)?);
            let size = if range < RBig::ZERO { -range } else { range };
            Some(if below { rhs - size } else { rhs + size })
        };
        match self.kind {
            'L' => (other(true), rhs),
            'G' => (rhs.clone(), other(false)),
            _ if negative => (other(true), rhs),
            _ => (rhs.clone(), other(false)),
        }
    }
}
