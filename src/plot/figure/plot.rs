//! A panel that has been checked: data in axis units, labels set, looks complete.

use super::Scale;
use super::looks::Style;
use crate::plot::style::Rgb;
use crate::plot::typeset::Lettering;

/// Data of a series in axis units.
#[derive(Debug, Clone)]
pub enum Marks {
    Line(Vec<(f64, f64)>),
    Points(Vec<(f64, f64)>),
    /// x, estimate, lower, upper
    Brackets(Vec<[f64; 4]>),
    /// x, lower, upper
    Band(Vec<[f64; 3]>),
}

/// A series ready to draw.
#[derive(Debug)]
pub struct Item {
    pub marks: Marks,
    pub style: Style,
    /// The name as written, which decides what shares a legend entry.
    pub key: String,
    pub name: Lettering,
    pub at_end: bool,
}

/// A reference line ready to draw.
#[derive(Debug)]
pub struct Rule {
    pub at: f64,
    pub style: Style,
    pub label: Lettering,
}

/// Words centred at a position.
#[derive(Debug)]
pub struct Inscription {
    pub at: (f64, f64),
    pub words: Lettering,
    pub ink: Rgb,
}

/// An axis with its range, in axis units.
#[derive(Debug)]
pub struct Side {
    pub scale: Scale,
    pub lo: f64,
    pub hi: f64,
    pub label: Lettering,
    /// What stands at 1, 2, 3, …, if the axis is of things.
    pub names: Vec<Lettering>,
}

/// A panel ready to lay out.
#[derive(Debug)]
pub struct Plot {
    pub x: Side,
    pub y: Side,
    pub title: Lettering,
    pub items: Vec<Item>,
    pub horizontal: Vec<Rule>,
    pub vertical: Vec<Rule>,
    pub words: Vec<Inscription>,
}
