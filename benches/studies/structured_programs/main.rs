//! Linear programs of the kinds that collections hold, as MPS files in a folder.
//!
//! `cargo run --release --example structured_programs -- FOLDER [ROWS…]`, by default about 100,
//! 500, 1500, 3000 and 6000 rows; `firstbest compare-backends --mps FOLDER` measures them.

mod families;

use std::path::PathBuf;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let folder = PathBuf::from(arguments.next().ok_or("which folder?")?);
    let mut sizes: Vec<usize> = arguments
        .map(|size| size.parse())
        .collect::<Result<_, _>>()?;
    if sizes.is_empty() {
        sizes = vec![100, 500, 1500, 3000, 6000];
    }
    std::fs::create_dir_all(&folder)?;
    for rows in sizes {
        for (name, family) in families::FAMILIES {
            let mut program = family(rows);
            program.name = format!("{name}-{rows}");
            program.check()?;
            println!(
                "{}: {} rows, {} columns, {} nonzeros",
                program.name,
                program.rows(),
                program.columns(),
                program.nonzeros()
            );
            let path = folder.join(format!("{}.mps", program.name));
            std::fs::write(path, firstbest::lp::mps::write_rounded(&program))?;
        }
    }
    Ok(())
}
