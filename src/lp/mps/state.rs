//! What a reading has found so far.

use std::collections::HashMap;

use dashu_ratio::RBig;

use super::card::Form;
use super::number::Number;
use super::remarks::Remarks;
use crate::lp::Sense;

/// What a field or a line comes to, or what is wrong with it.
pub(super) type Outcome<T> = Result<T, String>;

pub(super) struct Row {
    pub(super) name: String,
    pub(super) kind: char,
    pub(super) entries: Vec<(usize, RBig)>,
    pub(super) rhs: Option<Number>,
    pub(super) range: Option<Number>,
}

/// One end of a column's range.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum End {
    /// No bound has been given.
    Unset,
    /// There is none.
    Infinite,
    At(RBig),
}

pub(super) struct Column {
    pub(super) name: String,
    pub(super) cost: Option<RBig>,
    pub(super) lower: End,
    pub(super) upper: End,
    /// Whether it stands between integer markers.
    pub(super) marked: bool,
    /// Whether BOUNDS says anything about it.
    pub(super) bounded: bool,
    /// Whether a bound of type BV, UI or LI makes it integer.
    pub(super) integer_bound: bool,
    pub(super) semicontinuous: bool,
}

/// Where a row name leads.
#[derive(Clone, Copy)]
pub(super) enum Target {
    Objective,
    /// A further N row.
    Nowhere,
    Row(usize),
}

pub(super) struct Reader {
    pub(super) form: Form,
    pub(super) line: usize,
    pub(super) name: String,
    /// What OBJSENSE says.
    pub(super) sense: Option<Sense>,
    pub(super) constant: Option<RBig>,
    pub(super) targets: HashMap<String, Target>,
    pub(super) has_rows: bool,
    pub(super) has_objective: bool,
    /// The row that OBJNAME asks for; without it the first N row is the objective.
    pub(super) objective: Option<String>,
    pub(super) rows: Vec<Row>,
    pub(super) columns: Vec<Column>,
    pub(super) column_index: HashMap<String, usize>,
    pub(super) integer: bool,
    /// The first set named in RHS, RANGES and BOUNDS.
    pub(super) sets: [Option<String>; 3],
    pub(super) remarks: Remarks,
    /// Whether a field has a blank, so that reading at blanks would cut it.
    pub(super) blanks: bool,
}

impl Reader {
    pub(super) fn new(form: Form) -> Self {
        Reader {
            form,
            line: 0,
            name: String::new(),
            sense: None,
            constant: None,
            targets: HashMap::new(),
            has_rows: false,
            has_objective: false,
            objective: None,
            rows: Vec::new(),
            columns: Vec::new(),
            column_index: HashMap::new(),
            integer: false,
            sets: [None, None, None],
            remarks: Remarks::default(),
            blanks: false,
        }
    }
}
