use super::write::real;
use super::*;

fn sample() -> Result<Table, TableError> {
    let mut table = Table::new(["contract", "samples", "gap", "scaled"])?;
    table.row([
        Cell::from("binary, 50%"),
        Cell::Integer(200),
        Cell::Real(2.67e-8),
        Digits::exact(0.087, 3).into(),
    ])?;
    table.row([
        Cell::from("a|b"),
        Cell::Integer(400),
        Cell::Real(0.1),
        Cell::Missing,
    ])?;
    Ok(table)
}

#[test]
fn csv_is_clean() -> Result<(), TableError> {
    let table = sample()?;
    assert_eq!(
        table.csv(),
        "contract,samples,gap,scaled\n\"binary, 50%\",200,2.67e-8,0.0870\na|b,400,0.1,\n"
    );
    Ok(())
}

#[test]
fn unfit_tables_are_refused() -> Result<(), TableError> {
    for name in ["", "1n", "Gap", "gap lower", "_x"] {
        assert!(
            matches!(Table::new([name]), Err(TableError::Name { .. })),
            "{name:?}"
        );
    }
    assert!(matches!(
        Table::new(["a", "a"]),
        Err(TableError::Twice { .. })
    ));
    let mut table = Table::new(["a"])?;
    assert!(matches!(
        table.row([]),
        Err(TableError::Length {
            row: 1,
            found: 0,
            expected: 1
        })
    ));
    assert!(matches!(
        table.row([Cell::Real(f64::NAN)]),
        Err(TableError::NotFinite { .. })
    ));
    Ok(())
}

#[test]
fn reals_read_back_as_they_were() {
    fn back(value: f64) -> bool {
        !value.is_finite() || real(value).parse() == Ok(value)
    }
    quickcheck::quickcheck(back as fn(f64) -> bool);
}
