//! The warnings about habits.

use super::habit::Habit;
use crate::annotation::traps::{ROWS, Warning};
use crate::labels::table::LabelTable;
use crate::print::words::counted;

/// What is said of all habits together; nothing if there is none.
pub fn warn(table: &LabelTable, habits: &[Option<Habit>]) -> impl Iterator<Item = Warning> {
    let untold = |habit: Option<Habit>| habit == Some(Habit::Untold);
    let turned = |habit: Option<Habit>| habit == Some(Habit::Reversed);
    let habit = |habit: Option<Habit>| habit.is_some() && !untold(habit) && !turned(habit);
    let blind = of(table, habits, habit, "labels-ignore-the-item", |who| {
        format!(
            "the labels of {who} do not depend on the item: that is no care, however consistent; they are set aside and do not count for κ or for others' efforts"
        )
    });
    let same = of(table, habits, untold, "one-label-throughout", |who| {
        format!(
            "{who} always gave the same label, on items on which hardly any other was right: that is care or a habit, and nothing tells which; no effort is given, and they do not count for κ; check them on items whose answer is the other one"
        )
    });
    let reversed = of(table, habits, turned, "labels-reversed", |who| {
        format!(
            "the labels of {who} depend on the item the other way round, and agree less than chance with gold or the others: see whether the two responses were swapped in their rows; they are set aside and do not count for κ or for others' efforts"
        )
    });
    blind.into_iter().chain(same).chain(reversed)
}

/// One warning of those whose habit is `wanted`.
fn of(
    table: &LabelTable,
    habits: &[Option<Habit>],
    wanted: impl Fn(Option<Habit>) -> bool,
    kind: &'static str,
    text: impl Fn(&str) -> String,
) -> Option<Warning> {
    let who: Vec<usize> = (0..habits.len()).filter(|&a| wanted(habits[a])).collect();
    if who.is_empty() {
        return None;
    }
    let mut rows = Vec::new();
    let mut labels = 0;
    for (row, &annotator) in table.annotator().iter().enumerate() {
        if wanted(habits[annotator as usize]) {
            labels += 1;
            if rows.len() < ROWS {
                rows.push(row as u64 + 1);
            }
        }
    }
    let names: Vec<String> = who
        .iter()
        .take(5)
        .map(|&a| table.annotators().name(a as u32).into_owned())
        .collect();
    let more = if who.len() > 5 { ", …" } else { "" };
    let who = format!(
        "{} ({}{more})",
        counted(who.len() as u64, "annotator"),
        names.join(", ")
    );
    Some(Warning {
        kind,
        text: text(&who),
        count: labels,
        rows,
    })
}
