//! What to say of a table whose columns have no known names, from its first rows: the option that
//! would probably read it.

use super::columns::known::{gold_pairs, is_gold, is_known};
use super::error::quoted;
use super::shell::{column as called, columns_option};
use std::collections::BTreeSet;

/// Rows looked at.
pub(crate) const ROWS: usize = 20_000;

/// A column of labels holds this many different texts at most.
const MOST_LABELS: usize = 12;

/// As many columns of labels and more are a table with one annotator a column.
const WIDE: usize = 6;

/// What to do with a table that has an annotator in each column.
const WIDE_TABLE: &str = "this looks like a table with an annotator in each column, and no option reads it; write it with a row for each label: item,ann,bob / t0,1,0 becomes item,annotator,label / t0,ann,1 / t0,bob,0 (a column gold stays, repeated in each row of its item; pandas: melt)";

/// Columns named in a suggestion at most.
const NAMED: usize = 6;

/// What is known of one column.
struct Column<'a> {
    place: usize,
    first: &'a str,
    different: BTreeSet<&'a str>,
    /// Whether what stands in the first row stands in a later one as well.
    again: bool,
    length: f64,
}

impl Column<'_> {
    fn may_be_labels(&self) -> bool {
        (2..=MOST_LABELS).contains(&self.different.len())
    }
}

/// A suggestion for a table of which `first` is the first row and `rows` are the next; `used` are
/// the columns whose role is known, and `label` says whether it is the labels that were not found.
pub(crate) fn suggestion(
    first: &[String],
    rows: &[Vec<String>],
    used: &[usize],
    label: bool,
) -> Option<String> {
    let columns: Vec<Column<'_>> = (0..first.len())
        .map(|place| column(place, first, rows))
        .collect();
    if label && let Some(named) = beside_gold(&columns) {
        return Some(format!("say which it is: {named}"));
    }
    if let Some(wide) = wide(&columns, used) {
        return Some(wide);
    }
    let headless = |c: &&Column<'_>| c.may_be_labels() && c.again && !is_gold(c.first);
    let labels: Vec<&Column<'_>> = columns.iter().filter(headless).collect();
    let alike: Vec<&Column<'_>> = columns.iter().filter(|c| c.may_be_labels()).collect();
    let texts: BTreeSet<&str> = alike.iter().flat_map(|c| c.different.clone()).collect();
    let same =
        alike.len() >= WIDE && 2 * alike.len() >= columns.len() && texts.len() <= MOST_LABELS;
    if same && !labels.is_empty() {
        return Some(WIDE_TABLE.to_owned());
    }
    // Labels are the fewest texts, and the shortest of as few.
    let by_texts = |a: &&&Column<'_>, b: &&&Column<'_>| {
        let few = a.different.len().cmp(&b.different.len());
        few.then(a.length.total_cmp(&b.length))
    };
    if let Some(label) = labels.iter().min_by(by_texts) {
        let mut others: Vec<&Column<'_>> =
            columns.iter().filter(|c| c.place != label.place).collect();
        if others.len() < 2 {
            return None;
        }
        // Items tend to have the longer names.
        let longest = others
            .iter()
            .enumerate()
            .max_by(|a, b| a.1.length.total_cmp(&b.1.length).then(b.0.cmp(&a.0)));
        let item = others.remove(longest.map_or(0, |(place, _)| place));
        // Annotators come back; a number of the row does not.
        let annotator = others.iter().find(|c| c.different.len() < rows.len());
        let annotator = annotator.unwrap_or(&others[0]);
        return Some(format!(
            "if the file has no header: --no-header --columns item={},annotator={},label={}; exchange the first two if they are the other way round",
            item.place + 1,
            annotator.place + 1,
            label.place + 1
        ));
    }
    if !label {
        return None;
    }
    let likely = columns
        .iter()
        .filter(|c| !used.contains(&c.place) && c.may_be_labels() && !is_gold(c.first));
    let mut likely: Vec<&Column<'_>> = likely.collect();
    // What a tool adds of itself begins with an underscore.
    likely.sort_by_key(|c| (c.first.starts_with('_'), c.different.len(), c.place));
    let best = likely.first()?;
    let named: Vec<String> = likely.iter().take(NAMED).map(|c| words(c)).collect();
    Some(format!(
        "say which it is: {}; columns of few different texts are {}",
        columns_option(&[("label", &called(best.first, best.place))]),
        named.join(", ")
    ))
}

/// A table whose columns, but for one of items, hold the same few texts under names that say no
/// role: `item,alice,bob,carol`.
fn wide(columns: &[Column<'_>], used: &[usize]) -> Option<String> {
    let free = columns.iter().filter(|c| !used.contains(&c.place));
    // An expert may have a column as well.
    let free = free.filter(|c| !is_gold(c.first));
    let (labels, others): (Vec<_>, Vec<_>) = free.partition(|c| c.may_be_labels() && !c.again);
    let texts: BTreeSet<&str> = labels.iter().flat_map(|c| c.different.clone()).collect();
    let shared = |c: &&&Column<'_>| 2 * c.different.len() >= texts.len();
    (labels.len() >= 2
        && others.len() + used.len() <= 1
        && texts.len() <= MOST_LABELS
        && labels.iter().all(|c| shared(&c))
        && !columns
            .iter()
            .any(|c| is_known(c.first) && !is_gold(c.first)))
    .then(|| WIDE_TABLE.to_owned())
}

/// A column of labels beside one of the same name and `_gold`; a tool's own fields have such
/// companions too, but stand empty.
fn beside_gold(columns: &[Column<'_>]) -> Option<String> {
    let names: Vec<&str> = columns.iter().map(|c| c.first).collect();
    let texts = |&(place, _): &(usize, usize)| columns[place].different.len();
    let filled = gold_pairs(&names).filter(|pair| (1..=MOST_LABELS).contains(&texts(pair)));
    let (label, gold) = filled.max_by_key(|pair| (texts(pair) > 1, std::cmp::Reverse(pair.0)))?;
    let name = |place: usize| called(names[place], place);
    let mut roles = vec![("label", name(label))];
    if !columns[gold].different.is_empty() {
        roles.push(("gold", name(gold)));
    }
    let roles: Vec<(&str, &str)> = roles.iter().map(|(r, n)| (*r, n.as_str())).collect();
    Some(columns_option(&roles))
}

fn column<'a>(place: usize, first: &'a [String], rows: &'a [Vec<String>]) -> Column<'a> {
    let texts = rows.iter().filter_map(|row| row.get(place));
    let texts: Vec<&str> = texts
        .map(|text| text.trim())
        .filter(|t| !t.is_empty())
        .collect();
    let first = first[place].trim();
    let letters: usize = texts.iter().map(|text| text.len()).sum();
    Column {
        place,
        first,
        again: !first.is_empty() && texts.contains(&first),
        length: letters as f64 / texts.len().max(1) as f64,
        different: texts.into_iter().collect(),
    }
}

/// A column's name with a few of its texts.
fn words(column: &Column<'_>) -> String {
    let texts: Vec<String> = column
        .different
        .iter()
        .take(4)
        .map(|text| quoted(text.as_bytes()))
        .collect();
    let more = if column.different.len() > 4 {
        ", …"
    } else {
        ""
    };
    let name = quoted(column.first.as_bytes());
    format!("{name} ({}{more})", texts.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> (Vec<String>, Vec<Vec<String>>) {
        let row = |line: &str| line.split(',').map(str::to_owned).collect();
        let mut lines = text.lines().map(row);
        (lines.next().unwrap(), lines.collect())
    }

    #[test]
    fn words_as_labels_in_a_file_without_header() {
        let (first, rows) = rows("ann,http://a.b,no\nbob,http://a.b,yes\nann,http://c.d,no\n");
        let said = suggestion(&first, &rows, &[], false).unwrap();
        assert!(said.contains("item=2,annotator=1,label=3"), "{said}");
    }

    #[test]
    fn labels_under_an_unknown_name_are_named_with_their_texts() {
        let (first, rows) =
            rows("_unit,_ok,who,says,note\n1,f,a,yes,p\n1,t,b,no,q\n2,f,a,no,r\n2,f,b,yes,s\n");
        let said = suggestion(&first, &rows, &[0, 2], true).unwrap();
        assert!(said.contains("label=says"), "{said}");
        assert!(said.contains("\"_ok\""), "{said}");
    }

    #[test]
    fn of_columns_with_a_companion_for_gold_the_filled_one_is_named() {
        let (first, rows) =
            rows("_unit,_who,hidden,answer,hidden_gold,answer_gold\n1,a,,yes,,yes\n1,b,,no,,yes\n");
        let said = suggestion(&first, &rows, &[0, 1], true).unwrap();
        assert!(said.contains("label=answer,gold=answer_gold"), "{said}");
    }

    #[test]
    fn one_annotator_a_column_is_said_to_be_so() {
        let (first, rows) = rows("0,1,,0,1,0,1\n1,0,1,,0,1,0\n0,1,0,0,1,0,1\n1,0,1,1,0,1,0\n");
        let said = suggestion(&first, &rows, &[], false).unwrap();
        assert!(said.contains("annotator in each column"), "{said}");
    }

    #[test]
    fn annotators_beside_a_column_of_gold_are_columns_all_the_same() {
        let (first, rows) = rows("item,ann,bob,gold\nt0,0,1,1\nt1,1,0,1\nt2,0,,0\n");
        let said = suggestion(&first, &rows, &[0], false).unwrap();
        assert!(said.contains("annotator in each column"), "{said}");
    }

    #[test]
    fn one_column_beside_gold_is_no_annotator() {
        let (first, rows) = rows("item,pick,gold\nt0,0,1\nt1,1,1\nt2,0,0\n");
        assert_eq!(suggestion(&first, &rows, &[0], false), None);
    }

    #[test]
    fn nothing_is_suggested_where_nothing_looks_like_labels() {
        let (first, rows) = rows("a,b,c\n1,2,3\n4,5,6\n");
        assert_eq!(suggestion(&first, &rows, &[], false), None);
        assert_eq!(suggestion(&first, &[], &[], true), None);
    }
}
