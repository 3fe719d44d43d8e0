(* Made by firstbest about program e7d2851dabd0b490; do not edit. *)
From FirstBest.Lib Require Import Checker.
Definition p : program dyadics :=
  Program (D 0 0)
    [ Col (D 1 0) (Some (D 0 0)) None
    ; Col (D 0 0) (Some (D 0 0)) None
    ; Col (D 0 0) (Some (D 0 0)) None
    ; Col (D 0 0) (Some (D 0 0)) None
    ; Col (D 0 0) (Some (D 0 0)) None
    ; Col (D 0 0) (Some (D 0 0)) None
    ; Col (D 0 0) (Some (D 0 0)) None ]
    [ Row [c 1 1 0; c 2 1 0; c 3 1 0; c 4 1 0; c 5 1 0; c 6 1 0; c 0 (-1) 0] (Some (D 1 0)) (Some (D 1 0))
    ; Row [c 1 (-1125899906842623) (-55); c 2 (-3002399751580329) (-55); c 3 (-1000799917193443) (-52); c 4 (-667199944795629) (-50); c 5 (-3558399705576689) (-51); c 6 (-593066617596115) (-47); c 0 1 0] (Some (D (-5404319552844595) (-54))) None
    ; Row [c 1 (-3435973836799999) (-50); c 2 (-2290649224533333) (-50); c 3 (-763549741511111) (-49); c 4 (-4072265288059259) (-52); c 5 (-339355440671605) (-49); c 6 (-3619791367163787) (-53); c 0 1 0] (Some (D 0 0)) None ].
Definition point : vector dyadics :=
  Vector (D 2204586113308439442650019109957 0) [(D 79608544638818438216455946990543 (-3)); (D 0 0); (D 0 0); (D 0 0); (D 8703947246289294664391633319759 0); (D 27613655574971596442523033312127 (-3)); (D 0 0)].
Definition prices : vector dyadics :=
  Vector (D 2204586113308439442650019109957 0) [(D 10868060701545178512084546380731 0); (D 1357421762686419 51); (D 2223999815985431 52)].
Definition lo : ratio dyadics := Ratio (D 79608544638818438216455946990543 (-3)) (D 2204586113308439442650019109957 0).
Definition hi : ratio dyadics := Ratio (D 79608544638818438216455946990543 (-3)) (D 2204586113308439442650019109957 0).
Theorem certified : bracket p lo hi.
Proof. prove_bracket point prices. Qed.
Definition corrupted : vector dyadics :=
  Vector (D 2204586113308439442650019109957 0) [(D 0 0); (D 1357421762686419 51); (D 2223999815985431 52)].
Example corrupted_is_rejected : check_bracket p point corrupted lo hi = false.
Proof. computed. Qed.
Example bold_claim_is_rejected : check_lower p prices (Ratio (D 79608544638818438216455946990544 (-3)) (D 2204586113308439442650019109957 0)) = false.
Proof. computed. Qed.
