(** Expectations over a finite probability space, given as a list of outcomes with weights.

    Everything the theorems need: linearity, monotonicity, and the Cauchy-Schwarz inequality. *)

From Coq Require Import Reals List Lra Psatz.
Import ListNotations.
Open Scope R_scope.

Section Finite.
  Variable A : Type.
  (** Outcomes. *)
  Variable space : list A.
  (** Weight of an outcome. *)
  Variable p : A -> R.

  (** E f = sum over outcomes of p(s) * f(s). *)
  Definition E (f : A -> R) : R := fold_right (fun s acc => p s * f s + acc) 0 space.

  Lemma E_plus : forall f g, E (fun s => f s + g s) = E f + E g.
  Proof. intros f g. unfold E. induction space as [|s l IH]; simpl; [lra | rewrite IH; ring]. Qed.

  Lemma E_minus : forall f g, E (fun s => f s - g s) = E f - E g.
  Proof. intros f g. unfold E. induction space as [|s l IH]; simpl; [lra | rewrite IH; ring]. Qed.

  Lemma E_scale : forall a f, E (fun s => a * f s) = a * E f.
  Proof. intros a f. unfold E. induction space as [|s l IH]; simpl; [lra | rewrite IH; ring]. Qed.

  Lemma E_const : forall a, E (fun _ => a) = a * E (fun _ => 1).
  Proof.
    intros a. unfold E. induction space as [|s l IH]; simpl; [lra | rewrite IH; ring].
  Qed.

  Lemma E_ext : forall f g, (forall s, In s space -> f s = g s) -> E f = E g.
  Proof.
    intros f g. unfold E. induction space as [|s l IH]; simpl; intros H; [reflexivity|].
    rewrite IH by (intros; apply H; now right). rewrite (H s) by now left. reflexivity.
  Qed.

  Hypothesis p_nonneg : forall s, In s space -> 0 <= p s.

  Lemma E_le : forall f g, (forall s, In s space -> f s <= g s) -> E f <= E g.
  Proof.
    intros f g. unfold E. revert p_nonneg.
    induction space as [|s l IH]; simpl; intros Hp H; [lra|].
    assert (fold_right (fun s acc => p s * f s + acc) 0 l
            <= fold_right (fun s acc => p s * g s + acc) 0 l).
    { apply IH; intros; [apply Hp | apply H]; now right. }
    assert (p s * f s <= p s * g s).
    { apply Rmult_le_compat_l; [apply Hp | apply H]; now left. }
    lra.
  Qed.

  Lemma E_square_nonneg : forall f, 0 <= E (fun s => f s * f s).
  Proof.
    intros f. replace 0 with (E (fun _ => 0)).
    - apply E_le. intros. nra.
    - rewrite E_const. ring.
  Qed.

  (** Cauchy-Schwarz with the constant in place: if E[v*g] = c and E[g*g] = i > 0 then c^2/i <= E[v*v]. *)
  Lemma cauchy_schwarz : forall v g i c,
    E (fun s => g s * g s) = i -> 0 < i -> E (fun s => v s * g s) = c ->
    c * c / i <= E (fun s => v s * v s).
  Proof.
    intros v g i c Hi Hpos Hc.
    pose proof (E_square_nonneg (fun s => v s - (c / i) * g s)) as H.
    assert (Heq : E (fun s => (v s - c / i * g s) * (v s - c / i * g s))
                  = E (fun s => v s * v s) - c * c / i).
    { rewrite (E_ext _ (fun s => v s * v s
                 - (2 * (c / i)) * (v s * g s) + (c / i) * (c / i) * (g s * g s)))
        by (intros; ring).
      rewrite E_plus, E_minus, 2 E_scale, Hi, Hc. field. lra. }
    cbv beta in H. rewrite Heq in H. lra.
  Qed.
End Finite.
