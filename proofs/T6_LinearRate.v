(** T6 (linear rate), the upper bound.

    In words: pay whose utility is linear in the score, v = u + (c'/I)*g, gives exactly the incentive c', and costs at
    most h(u) + M*c'^2/(2*I) where h'' <= M on the utilities paid. With T7's lower bound this pins the cost of incentives
    between m and M times c'^2/(2*I); both tend to h''(u) as I = n*I_1 grows and pay concentrates.

    Model and assumptions as in T7_GeneralRate.v, with the pointwise bound from above. *)

From Coq Require Import Reals List Lra Psatz.
From FirstBest.Lib Require Import Finite.
Open Scope R_scope.

Section Linear.
  Variable A : Type.
  Variable space : list A.
  Variable p : A -> R.
  Hypothesis p_nonneg : forall s, In s space -> 0 <= p s.
  Hypothesis p_total : E A space p (fun _ => 1) = 1.

  Notation Ex := (E A space p).

  (** Pay linear in the score. *)
  Definition linear_pay (g : A -> R) (u i c : R) (s : A) : R := u + c / i * g s.

  Theorem linear_participation : forall g u i c,
    Ex g = 0 -> Ex (linear_pay g u i c) = u.
  Proof.
    intros g u i c Hg. unfold linear_pay.
    rewrite E_plus, E_scale, Hg, (E_const A space p u), p_total. ring.
  Qed.

  Theorem linear_incentive : forall g u i c,
    Ex g = 0 -> Ex (fun s => g s * g s) = i -> 0 < i ->
    Ex (fun s => linear_pay g u i c s * g s) = c.
  Proof.
    intros g u i c Hg Hi Hpos. unfold linear_pay.
    rewrite (E_ext A space p _ (fun s => u * g s + c / i * (g s * g s))) by (intros; ring).
    rewrite E_plus, 2 E_scale, Hg, Hi. field. lra.
  Qed.

  Theorem linear_upper_bound : forall (h : R -> R) g (u d m i c : R),
    Ex g = 0 -> Ex (fun s => g s * g s) = i -> 0 < i ->
    (forall s, In s space ->
       let v := linear_pay g u i c s in
       h v <= h u + d * (v - u) + m / 2 * ((v - u) * (v - u))) ->
    Ex (fun s => h (linear_pay g u i c s)) <= h u + m * (c * c) / (2 * i).
  Proof.
    intros h g u d m i c Hg Hi Hpos H.
    pose proof (E_le A space p p_nonneg _ _ H) as Hle. unfold linear_pay in *.
    rewrite (E_ext A space p
      (fun s => h u + d * (u + c / i * g s - u)
                + m / 2 * ((u + c / i * g s - u) * (u + c / i * g s - u)))
      (fun s => h u + (d * (c / i)) * g s + (m / 2 * (c / i * (c / i))) * (g s * g s))) in Hle
      by (intros; ring).
    rewrite E_plus, E_plus, 2 E_scale, Hg, Hi, (E_const A space p (h u)), p_total in Hle.
    assert (m / 2 * (c / i * (c / i)) * i = m * (c * c) / (2 * i)) as Heq by (field; lra).
    rewrite Heq in Hle. lra.
  Qed.
End Linear.
