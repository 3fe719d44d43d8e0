(** * Monitoring budgets: no contract and no number of signals loses less

    In words.  A monitored signal costs [price].  If [check_budget] accepts certificates of the gap at some sizes, then every
    contract with every number of signals loses at least [target] in all, gap and monitoring ([loses_at_least]).

    How.  More signals never hurt: a contract on n signals is one on more of them that looks at the first n ([more_signals]).
    So from one certified size to the next the gap is at least that at the larger, and monitoring costs at least that of the
    smaller.

    Source.  This project.  Assumed: nothing; the numbers are checked. *)

From Coq Require Import Reals List ZArith QArith Qreals Bool Lia Lra.
From FirstBest.Lib Require Import Samples LowerEnd.
Open Scope R_scope.

Lemma expect_first q : forall n k v, (n <= k)%nat -> expect q k (fun s => v (firstn n s)) = expect q n v.
Proof.
  induction n as [|n IH]; intros k v H.
  - rewrite (expect_ext q k _ (fun _ => v [])) by (intros; reflexivity); rewrite expect_const, expect_0; reflexivity.
  - destruct k as [|k]; [lia|]; rewrite !expect_S; cbn [firstn].
    rewrite (IH k (fun s => v (true :: s))), (IH k (fun s => v (false :: s))) by lia; reflexivity.
Qed.

Section Budget.
Variable m : economy.

(** A contract on n signals is one on more. *)
Lemma more_signals n k v e : (n <= k)%nat -> offers m n v e ->
  offers m k (fun s => v (firstn n s)) e /\ under m k (fun s => v (firstn n s)) e = under m n v e.
Proof.
  intros H [He [Pv [Im Pa]]]; split.
  - split; [exact He|split].
    + intros s Ls; apply Pv; rewrite firstn_length; lia.
    + unfold implements, participates in *; split; [intros a Ha|]; rewrite !expect_first by exact H; [apply Im, Ha|exact Pa].
  - unfold under; rewrite (expect_first (agreement m e) n k (fun s => v s * v s) H); reflexivity.
Qed.

(** Whatever bounds the payoff with effort seen exceeds by t what is left under any contract after monitoring is paid. *)
Definition loses_at_least (price t : R) : Prop :=
  forall first, (forall e, 0 <= e <= 1 -> seen m e <= first) ->
  forall n v e, offers m n v e -> under m n v e - price * INR n + t <= first.

(** From [from] signals on; the certificates are in the order of their sizes. *)
Fixpoint covered (price target : Q) (from : Z) (cs : list certificate) : bool :=
  match cs with
  | [] => Qle_bool target (price * inject_Z from)
  | c :: rest => check_lower m c &&& Qle_bool target (price * inject_Z from + bound c) &&&
      covered price target (Zpos (count c) + 1) rest
  end.
Definition check_budget (price target : Q) (cs : list certificate) : bool :=
  less 0 (kappa m) &&& less (kappa m) 1 &&& Qle_bool 0 (scale m) &&& Qle_bool 0 (outside m) &&& Qle_bool 0 price &&&
  covered price target 0 cs.

Lemma Q2R_whole z : Q2R (inject_Z z) = IZR z.
Proof. unfold Q2R; simpl; field. Qed.

Lemma covered_sound price target first : 0 <= Q2R price -> (forall e, 0 <= e <= 1 -> seen m e <= first) ->
  (forall n v e, offers m n v e -> under m n v e <= seen m e) ->
  forall cs from, covered price target from cs = true -> forall n v e, (from <= Z.of_nat n)%Z -> offers m n v e ->
  under m n v e - Q2R price * INR n + Q2R target <= first.
Proof.
  intros P F U; induction cs as [|c cs IH]; intros from H n v e L Of; cbn [covered] in H;
    assert (M : Q2R price * IZR from <= Q2R price * INR n)
      by (apply Rmult_le_compat_l; [exact P|]; rewrite INR_IZR_INZ; apply IZR_le, L).
  - apply le_le in H; rewrite Q2R_mult, Q2R_whole in H.
    pose proof (U n v e Of); pose proof (F e (proj1 Of)); lra.
  - apply both in H; destruct H as [H R]; apply both in H; destruct H as [C T].
    apply le_le in T; rewrite Q2R_plus, Q2R_mult, Q2R_whole in T.
    destruct (Z.leb_spec (Z.of_nat n) (Zpos (count c))) as [S|S].
    + assert (N : (n <= Pos.to_nat (count c))%nat) by lia.
      destruct (more_signals n _ v e N Of) as [Of' E].
      destruct (check_lower_sound m c C) as [e0 [H0 G]]; specialize (G _ _ Of'); rewrite E in G.
      pose proof (F e0 H0); lra.
    + apply (IH _ R n v e); [lia|exact Of].
Qed.

Theorem check_budget_sound price target cs : check_budget price target cs = true ->
  loses_at_least (Q2R price) (Q2R target).
Proof.
  intros H first F n v e Of; unfold check_budget in H.
  do 5 (apply both in H; let N := fresh "N" in destruct H as [H N]).
  apply less_lt in H; apply less_lt in N3; apply le_le in N2; apply le_le in N1; apply le_le in N0.
  rewrite ?Q2R_zero, ?Q2R_one in *.
  apply (covered_sound price target first N0 F) with (cs := cs) (from := 0%Z); [|exact N|lia|exact Of].
  intros k w a Ow; apply (seen_bound m H N3 N2 N1 k w a Ow).
Qed.

(** The losses at several prices of a signal. *)
Definition budget_ends (ends : list (Q * Q)) : Prop := forall p t, In (p, t) ends -> loses_at_least (Q2R p) (Q2R t).

Theorem check_budgets_sound (all : list (Q * Q * list certificate)) :
  forallb (fun b => check_budget (fst (fst b)) (snd (fst b)) (snd b)) all = true -> budget_ends (map fst all).
Proof.
  intros H p t I; apply in_map_iff in I; destruct I as [[[p' t'] cs] [E I]]; cbn [fst] in E; injection E as -> ->.
  rewrite forallb_forall in H; apply (check_budget_sound _ _ _ (H _ I)).
Qed.
End Budget.

(** All that a file needs: the economy [m], and the prices, targets and certificates [all]. *)
Ltac prove_budget_ends m all := refine (check_budgets_sound m all _); computed.
