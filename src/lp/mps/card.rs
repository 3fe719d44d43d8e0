//! The fields of a line.

/// How a line is cut into fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// At blanks.
    Free,
    /// At the columns 2, 5, 15, 25, 40 and 50 of a punched card.
    Fixed,
}

/// First and one past the last byte of each field of a card. The number fields reach to the next
/// field, for files whose numbers are a little longer.
const FIELDS: [(usize, usize); 6] = [(1, 3), (4, 12), (14, 22), (24, 39), (39, 47), (49, 72)];

impl Form {
    /// The fields that are not empty.
    pub(super) fn fields(self, line: &str) -> Vec<&str> {
        match self {
            Form::Free => line.split_whitespace().collect(),
            Form::Fixed => FIELDS
                .iter()
                .filter_map(|&(start, end)| columns(line, start, end))
                .map(str::trim)
                .filter(|field| !field.is_empty())
                .collect(),
        }
    }

    /// How a file is most likely written: on cards where no word of a line of data reaches over the
    /// edge of a field. Names with blanks are then safe; without them both ways read the same.
    pub(super) fn of(text: &str) -> Self {
        let mut lines = text.lines().filter(|line| line.starts_with(' '));
        match lines.all(is_card) && !text.contains('\t') {
            true => Form::Fixed,
            false => Form::Free,
        }
    }

    /// The other form.
    pub(super) fn other(self) -> Self {
        match self {
            Form::Free => Form::Fixed,
            Form::Fixed => Form::Free,
        }
    }
}

/// Whether every word lies within a field.
fn is_card(line: &str) -> bool {
    let (mut field, mut in_word) = (None, false);
    line.trim_end().chars().enumerate().all(|(place, c)| {
        if c.is_whitespace() {
            in_word = false;
            return true;
        }
        let inside = |&(start, end): &(usize, usize)| start <= place && place < end;
        let here = FIELDS.iter().position(inside);
        let fits = here.is_some() && (!in_word || here == field);
        (field, in_word) = (here, true);
        fits
    })
}

/// The characters from column `start` to before `end`; `None` beyond the line.
fn columns(line: &str, start: usize, end: usize) -> Option<&str> {
    let place = |column| line.char_indices().nth(column).map(|(place, _)| place);
    let from = place(start)?;
    line.get(from..place(end).unwrap_or(line.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_with_blanks_need_cards() {
        let line = "    MY COL    ROW ONE            1.5   ROW TWO           -2";
        assert_eq!(
            Form::Fixed.fields(line),
            ["MY COL", "ROW ONE", "1.5", "ROW TWO", "-2"]
        );
        assert_eq!(Form::of(line), Form::Fixed);
        assert_eq!(Form::Free.fields(" UP BND x 4"), ["UP", "BND", "x", "4"]);
        assert_eq!(Form::of(" UP BND a_rather_long_name 4"), Form::Free);
        assert_eq!(Form::of(" UP BND       x\t4"), Form::Free);
    }
}
