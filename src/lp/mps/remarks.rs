//! What is odd about a file and does not keep it from being read.

use std::collections::BTreeMap;

/// Remarks, those of one kind gathered.
#[derive(Debug, Default)]
pub(super) struct Remarks {
    notes: Vec<String>,
    numbered_cards: bool,
    /// Comments that speak of maximising, the first of them.
    sense_comment: Option<String>,
    /// By section and set: the first set and the lines not read.
    other_sets: BTreeMap<(&'static str, String), (String, usize)>,
    further_objectives: usize,
}

/// The first of the names and how many there are.
pub(super) fn of_names(names: &[&str], what: &str) -> String {
    let first = names.first().copied().unwrap_or_default();
    match names.len() {
        1 => format!("1 {what} column ('{first}')"),
        count => format!("{count} {what} columns (the first is '{first}')"),
    }
}

impl Remarks {
    pub(super) fn note(&mut self, note: impl Into<String>) {
        let note = note.into();
        if !self.notes.contains(&note) {
            self.notes.push(note);
        }
    }

    pub(super) fn numbered_cards(&mut self) {
        self.numbered_cards = true;
    }

    pub(super) fn further_objective(&mut self) {
        self.further_objectives += 1;
    }

    /// Looks for a sense in a comment: PuLP writes `*SENSE:Maximize`, and reads it.
    pub(super) fn comment(&mut self, line: &str) {
        let lower = line.to_ascii_lowercase();
        let maximise = lower.contains("maxim") || lower.contains("max ") || lower.ends_with("max");
        let of_sense = lower.contains("sense") || lower.contains("objective");
        let of_sense = of_sense || lower.trim_start_matches(['*', ' ']).starts_with("max");
        if maximise && of_sense && self.sense_comment.is_none() {
            self.sense_comment = Some(line.to_owned());
        }
    }

    /// A line of another set than the first of its section.
    pub(super) fn other_set(&mut self, section: &'static str, first: &str, set: &str) {
        let key = (section, set.to_owned());
        let (_, lines) = self.other_sets.entry(key).or_insert((first.to_owned(), 0));
        *lines += 1;
    }

    /// All remarks; whether the program is maximised decides what its comments deserve.
    pub(super) fn finish(self, maximise: bool) -> Vec<String> {
        let mut all = self.notes;
        if let (Some(comment), false) = (self.sense_comment, maximise) {
            all.push(format!(
                "the comment '{comment}' speaks of a maximum, but comments have no meaning and \
                 there is no OBJSENSE section: the objective is minimised"
            ));
        }
        for ((section, set), (first, lines)) in self.other_sets {
            let case = match first.eq_ignore_ascii_case(&set) {
                true => ", which differ in case only",
                false => "",
            };
            all.push(format!(
                "section {section} has the sets '{first}' and '{set}'{case}; the first counts, \
                 {lines} line(s) of '{set}' are not read"
            ));
        }
        if self.further_objectives > 0 {
            all.push(format!(
                "{} N row(s) besides the objective are left out",
                self.further_objectives
            ));
        }
        if self.numbered_cards {
            all.push("text from column 73 of the cards on is not read".into());
        }
        all
    }
}
