//! Habits and their flags.

/// Why an annotator's labels are taken not to depend on the item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Habit {
    /// Always the same label.
    Constant,
    /// A pattern in the order of the rows.
    Position,
    /// Consistent with oneself, or one-sided, but unlike gold and peers.
    Own,
    /// Always the same label on items on which a careful annotator may well have given no other.
    Untold,
    /// Consistent, and against gold or the others: the labels depend on the item, the other way
    /// round.
    Reversed,
}

/// The flag of labels that agree less than chance.
pub const REVERSED: &str = "agrees less than chance: labels reversed?";

/// The flag of [`Habit::Untold`].
pub const UNTOLD: &str =
    "always the same label, and hardly any other was right here: care is not told from a habit";

impl Habit {
    /// The flag in reports.
    pub fn flag(self) -> &'static str {
        match self {
            Habit::Constant => "always the same label: does not depend on the item",
            Habit::Position => "labels follow the order of the rows, not the items",
            Habit::Own => {
                "labels do not depend on the item: consistent, but unlike gold or the others' labels"
            }
            Habit::Untold => UNTOLD,
            Habit::Reversed => REVERSED,
        }
    }
}

/// Fewer labels than this say nothing about a habit.
pub(super) const LEAST: u32 = 10;

/// Chance of error, one-sided, in saying that an association is below what is expected: one of two
/// conditions, the other being a habit that is seen for itself far beyond chance.
pub(super) const CHANCE: f64 = 0.01;
