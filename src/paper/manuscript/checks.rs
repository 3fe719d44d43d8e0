//! What the checks of each theorem came to: one line a theorem, with the file that has them all.

use super::tables::{code, float};
use crate::paper::document::{DocumentError, Shelf};
use crate::paper::rows::Csv;

/// Where a check's number comes from, from proof to fit.
const STANDINGS: [&str; 4] = ["proved", "computed", "simulated", "fitted"];

/// One table of all theorems.
///
/// # Errors
/// A missing file or column.
pub fn write(shelf: &Shelf) -> Result<String, DocumentError> {
    let mut rows = Vec::new();
    let mut sums = [0; STANDINGS.len() + 1];
    for (theorem, _) in shelf.theorems() {
        let path = format!("paper/tables/{}.csv", theorem.stem);
        let Some(csv) = Csv::read(shelf, &path)? else {
            return Err(DocumentError::Missing { path });
        };
        let mut counts = [0; STANDINGS.len()];
        let (mut holding, mut all) = (0, 0);
        for row in csv.rows() {
            let standing = row.cell("standing")?;
            if let Some(place) = STANDINGS.iter().position(|known| *known == standing) {
                counts[place] += 1;
            }
            all += 1;
            holding += usize::from(row.cell("holds")? == "yes");
        }
        let mut row = vec![theorem.id.to_uppercase()];
        row.extend(counts.iter().map(ToString::to_string));
        row.push(format!("{holding} of {all}"));
        row.push(code(&path));
        rows.push(row);
        for (sum, count) in sums.iter_mut().zip(counts.into_iter().chain([holding])) {
            *sum += count;
        }
    }
    let mut last = vec!["all".to_owned()];
    last.extend(sums.iter().map(ToString::to_string));
    last.push(String::new());
    rows.push(last);
    let mut head = vec!["theorem"];
    head.extend(STANDINGS);
    head.extend(["hold", "instance, claim and value of each check"]);
    Ok(float(
        "How many checks each theorem has, by where their numbers come from, and how many hold.",
        "tab:checks",
        "lrrrrrl",
        &head,
        &rows,
    ))
}
