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

/// Where a card's content ends: the last eight columns held its number in the deck.
const CONTENT: usize = 72;

/// The fields of a line.
pub(super) struct Fields<'a> {
    /// Those that are not empty.
    pub(super) texts: Vec<&'a str>,
    /// Whether there is text beyond a card's content, which is not read.
    pub(super) numbered: bool,
}

impl Form {
    /// The fields before any comment. A comment begins with `$`, where a name or a number could; in
    /// free form not in the first `fixed_names` fields, and nowhere if `is_name` says that the
    /// field is a name.
    ///
    /// # Errors
    /// Text between the fields of a card, which would be lost.
    pub(super) fn fields<'a>(
        self,
        line: &'a str,
        fixed_names: usize,
        is_name: impl Fn(&str) -> bool,
    ) -> Result<Fields<'a>, String> {
        match self {
            Form::Free => {
                let mut texts: Vec<&str> = line.split_whitespace().collect();
                let comment = |text: &&str| text.starts_with('$') && !is_name(text);
                if let Some(place) = texts.iter().skip(fixed_names).position(comment) {
                    texts.truncate(place + fixed_names);
                }
                Ok(Fields {
                    texts,
                    numbered: false,
                })
            }
            Form::Fixed => {
                let line = without_comment(line, is_name);
                let between = |place: usize| {
                    place < CONTENT && !FIELDS.iter().any(|&(s, e)| s <= place && place < e)
                };
                let mut characters = line.chars().enumerate();
                let lost = characters.find(|&(place, c)| between(place) && !c.is_whitespace());
                if let Some((place, c)) = lost {
                    return Err(format!(
                        "'{c}' in column {} lies between the fields of a card (2-3, 5-12, 15-22, \
                         25-36, 40-47, 50-61)",
                        place + 1
                    ));
                }
                let texts = FIELDS
                    .iter()
                    .filter_map(|&(start, end)| columns(line, start, end))
                    .map(str::trim)
                    .filter(|field| !field.is_empty())
                    .collect();
                let beyond = columns(line, CONTENT, usize::MAX);
                Ok(Fields {
                    texts,
                    numbered: beyond.is_some_and(|text| !text.trim().is_empty()),
                })
            }
        }
    }

    /// How a file is most likely written: on cards where no word of a line of data reaches over the
    /// edge of a field. Names with blanks are then safe; without them both ways read the same.
    pub(super) fn of(text: &str) -> Self {
        let mut lines = text.lines().filter(|line| line.starts_with(' '));
        match lines.all(|line| is_card(without_comment(line, |_| false))) && !text.contains('\t') {
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

/// A card without its comment: from a `$` that begins a word, in the third field or later. A name
/// may begin so, too, which a name that is known says.
fn without_comment(line: &str, is_name: impl Fn(&str) -> bool) -> &str {
    let mut blank = true;
    for (place, (byte, c)) in line.char_indices().enumerate() {
        if c == '$' && blank && place >= FIELDS[2].0 {
            let field = FIELDS.iter().find(|(start, _)| *start == place);
            let name = field.and_then(|&(start, end)| columns(line, start, end));
            if !name.is_some_and(|name| is_name(name.trim())) {
                return &line[..byte];
            }
        }
        blank = c.is_whitespace();
    }
    line
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

    fn cut(form: Form, line: &str) -> Vec<&str> {
        form.fields(line, 1, |name| name == "$B")
            .map_or_else(|error| panic!("{error}"), |fields| fields.texts)
    }

    #[test]
    fn names_with_blanks_need_cards() {
        let line = "    MY COL    ROW ONE            1.5   ROW TWO           -2";
        let fields = ["MY COL", "ROW ONE", "1.5", "ROW TWO", "-2"];
        assert_eq!(cut(Form::Fixed, line), fields);
        assert_eq!(Form::of(line), Form::Fixed);
        assert_eq!(cut(Form::Free, " UP BND x 4"), ["UP", "BND", "x", "4"]);
        assert_eq!(Form::of(" UP BND a_rather_long_name 4"), Form::Free);
        assert_eq!(Form::of(" UP BND       x\t4"), Form::Free);
    }

    #[test]
    fn comments_end_a_line_and_names_do_not() {
        assert_eq!(cut(Form::Free, " R C1 5 $ five"), ["R", "C1", "5"]);
        assert_eq!(cut(Form::Free, " R $B 5 $C 5"), ["R", "$B", "5"]);
        let line = "    RHS       $B               5.0   $ five units of demand, and more";
        assert_eq!(cut(Form::Fixed, line), ["RHS", "$B", "5.0"]);
        assert_eq!(Form::of(line), Form::Fixed);
    }

    #[test]
    fn text_between_fields_is_refused() {
        let line = "    MY COL    THE COST -2.0";
        let refused = Form::Fixed.fields(line, 1, |_| false);
        assert!(refused.is_err_and(|error| error.contains("column 24")));
    }
}
